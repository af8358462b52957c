using System.Text;

namespace OpenLedger.Training.Recipes;

/// <summary>Writes <c>docs/recipe.md</c> from <see cref="Knobs"/>, so that the documentation cannot say anything else than the code.</summary>
public static class RecipeGuide
{
    /// <summary>The whole document, in Markdown.</summary>
    public static string Markdown()
    {
        var text = new StringBuilder()
            .Append("# recipe.json\n\n")
            .Append("<!-- Generated from OpenLedger.Training/Recipes/Knobs*.cs by a test. Do not edit: run the tests of Recipes with OPENLEDGER_WRITE_DOCS=1. -->\n\n")
            .Append("A recipe is everything that decides the result of a run: one JSON object with the names below, which are those of transformers' `TrainingArguments` and PEFT's `LoraConfig` where these have one. ")
            .Append("Only `model` and `data` must be there. Paths are relative to the file. On the command line each name is a flag (`--learning-rate 2e-4` or `--learning_rate 2e-4`).\n\n")
            .Append("What a recipe does not give is taken from the model's `studio.json` where it has one, else it is the default below. A name that is not in this list is an error, so that a misspelt one is never ignored.\n");
        foreach (var group in Knobs.All.GroupBy(knob => knob.Group).OrderBy(group => group.Key))
        {
            text.Append(Heading(group.Key)).Append("| name | in plain words | takes | default | what it does |\n|---|---|---|---|---|\n");
            foreach (var knob in group)
            {
                text.Append(Row(knob));
            }
        }

        return text.Append(StudioFile).ToString();
    }

    private const string StudioFile = """

        ## studio.json

        A model folder may hold a file `studio.json` with values of a recipe that suit this model, under the same names, and with `title`, `description`, `licence` and `learning_rate_range` (two learning rates between which it usually learns well).
        It cannot name what is trained on (`model`, `data`, `eval_data`, `eval_questions`, `init_adapter`) or `threads`; its paths (`rehearsal_data`, `kept_questions`) must lie in the model's folder or in the one above it.

        """;

    private static string Heading(KnobGroup group) => group switch
    {
        KnobGroup.Files => "\n## What is trained on what\n\n",
        KnobGroup.Basic => "\n## Basic\n\n",
        _ => "\n## Advanced\n\n",
    };

    private static string Row(Knob knob)
    {
        var standard = knob.DefaultValue is null or IReadOnlyList<DataSource> ? "" : $"`{knob.Format(knob.DefaultValue)}`";
        return $"| `{knob.Name}` | {Cell(knob.Title)} ({Cell(knob.Technical)}) | {Cell(knob.Accepts)} | {standard} | {Cell(knob.Help)} |\n";
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
