using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Features.Models;

/// <summary>
/// The model card of an adapter, README.md as hubs show it: written from the facts alone, in English, for whoever loads it elsewhere.
/// </summary>
internal static class AdapterReadme
{
    private const int QuestionsShown = 5;
    private const int LongestAnswer = 400;
    private const string Markup = "\\`*_{}[]<>#|~$!";

    private static readonly JsonSerializerOptions Yaml = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Settings =
    [
        "r", "lora_alpha", "lora_dropout", "target_modules", "learning_rate", "lr_scheduler_type", "num_train_epochs", "max_steps", "per_device_train_batch_size",
        "gradient_accumulation_steps", "max_length", "rehearsal_share", "weight_decay", "warmup_ratio", "max_grad_norm", "bf16", "seed",
    ];

    public static string Write(AdapterFacts facts)
    {
        var text = new StringBuilder();
        Head(text, facts);
        text.Append("# ").Append(Plain(facts.Adapter.Name)).Append("\n\n");
        text.Append(CultureInfo.InvariantCulture, $"A LoRA adapter for **{Plain(facts.Model.HubName)}**");
        text.Append(facts.Adapter.Origin == AdapterOrigin.Imported
            ? ", made elsewhere and taken away again from OpenLedger Studio.\n\n"
            : string.Create(CultureInfo.InvariantCulture, $", trained with OpenLedger Studio {facts.Version} on {facts.Adapter.CreatedAt.UtcDateTime:d MMMM yyyy}.\n\n"));
        if (facts.StepsInAll is { } all)
        {
            text.Append(CultureInfo.InvariantCulture, $"It is what the run knew after step {facts.Steps} of {all}, not what the run ended with: what is said here was measured at that step.\n\n");
        }

        Results(text, facts);
        Data(text, facts);
        How(text, facts);
        Questions(text, facts.Questions);
        Use(text, facts);
        Licences(text, facts);
        return text.ToString();
    }

    private static void Head(StringBuilder text, AdapterFacts facts)
    {
        text.Append("---\nlibrary_name: peft\npipeline_tag: text-generation\n");
        text.Append(CultureInfo.InvariantCulture, $"base_model: {Quoted(facts.Model.HubName)}\n");
        if (facts.Model.Licence is { } licence)
        {
            text.Append(CultureInfo.InvariantCulture, $"license: {Quoted(licence.ToLowerInvariant())}\n");
        }

        text.Append("tags:\n- lora\n- peft\n- openledger-studio\n---\n\n");
    }

    private static void Results(StringBuilder text, AdapterFacts facts)
    {
        if (facts.After is null && facts.HeldOutAfter is null)
        {
            return;
        }

        text.Append("## What it learned and what it kept\n\n| | before | after |\n|---|---|---|\n");
        if (facts is { Before: { NewTotal: > 0 } before, After: { NewTotal: > 0 } after })
        {
            text.Append(CultureInfo.InvariantCulture, $"| right answers about what was taught (new) | {before.NewRight} of {before.NewTotal} | {after.NewRight} of {after.NewTotal} |\n");
        }

        if (facts is { Before: { KeptTotal: > 0 } kept, After: { KeptTotal: > 0 } keptNow })
        {
            text.Append(CultureInfo.InvariantCulture, $"| general questions that the base model answers right (kept) | {kept.KeptRight} of {kept.KeptTotal} | {keptNow.KeptRight} of {keptNow.KeptTotal} |\n");
        }

        if (facts.HeldOutAfter is { } loss)
        {
            var first = facts.HeldOutBefore is { } earlier ? earlier.ToString("0.000", CultureInfo.InvariantCulture) : "–";
            text.Append(CultureInfo.InvariantCulture, $"| loss on held-out examples (lower is better) | {first} | {loss:0.000} |\n");
        }

        text.Append('\n');
    }

    private static void Data(StringBuilder text, AdapterFacts facts)
    {
        if (facts.Data.Count == 0)
        {
            return;
        }

        text.Append("## Data\n\n| set | weight | licence |\n|---|---|---|\n");
        foreach (var set in facts.Data)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Plain(set.Name)} | {set.Weight:0.##} | {Plain(set.Licence ?? "not stated")} |\n");
        }

        if (facts.Rehearsal is { } rehearsal)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Plain(rehearsal.Name)} (rehearsal, so that nothing is forgotten) | {rehearsal.Weight:0.##} to one new example | {Plain(rehearsal.Licence ?? "not stated")} |\n");
        }

        text.Append('\n');
        Releases(text, facts);
        if (facts.Examples > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{facts.Examples} new examples.\n\n");
        }
    }

    private static void Releases(StringBuilder text, AdapterFacts facts)
    {
        foreach (var data in facts.Data.Where(data => data.Release is not null))
        {
            var pin = data.Release!;
            text.Append(CultureInfo.InvariantCulture, $"Release **{Plain(data.Name)}** (`{pin.ReleaseId}`): {pin.Rows} rows, form `{pin.Format}`, split `{pin.Split}` with seed `{pin.SplitSeed}`.\n\n");
            text.Append(CultureInfo.InvariantCulture, $"- manifest SHA-256 `{pin.ManifestSha256}`\n- Merkle root `{pin.MerkleRoot}`\n");
            text.Append(data.IsRevoked ? "- **withdrawn since**: do not use what was learned from it; train on a newer release\n\n" : "\n");
        }
    }

    private static void How(StringBuilder text, AdapterFacts facts)
    {
        if (facts.Recipe is not { } recipe)
        {
            return;
        }

        text.Append("## Training\n\n");
        if (facts.Steps > 0)
        {
            var took = facts.Seconds > 0 ? string.Create(CultureInfo.InvariantCulture, $" in {TimeSpan.FromSeconds(Math.Round(facts.Seconds)):g}") : null;
            text.Append(CultureInfo.InvariantCulture, $"{facts.Steps} steps{took}. All settings are in `recipe.json`; these are the main ones.\n\n");
        }

        text.Append("| setting | value |\n|---|---|\n");
        foreach (var knob in Settings.Select(name => Training.Recipes.Knobs.All.FirstOrDefault(knob => knob.Name == name)).OfType<Training.Recipes.Knob>())
        {
            if (knob.Get(recipe) is { } value)
            {
                text.Append(CultureInfo.InvariantCulture, $"| `{knob.Name}` | {Plain(knob.Format(value))} |\n");
            }
        }

        text.Append('\n');
    }

    private static void Questions(StringBuilder text, IReadOnlyList<QuestionAnswers> questions)
    {
        if (questions.Count == 0)
        {
            return;
        }

        text.Append("## The same questions, before and after\n\n");
        foreach (var question in questions.Take(QuestionsShown))
        {
            text.Append(CultureInfo.InvariantCulture, $"- **{Plain(question.Question)}**\n  - before: {Plain(question.Before)}\n  - after: {Plain(question.Now)}\n");
        }

        text.Append('\n');
    }

    private static void Use(StringBuilder text, AdapterFacts facts)
    {
        text.Append("## How to use it\n\n```python\nfrom peft import PeftModel\nfrom transformers import AutoModelForCausalLM, AutoTokenizer\n\n");
        text.Append(CultureInfo.InvariantCulture, $"base = AutoModelForCausalLM.from_pretrained({Quoted(facts.Model.HubName)})\n");
        text.Append(CultureInfo.InvariantCulture, $"tokenizer = AutoTokenizer.from_pretrained({Quoted(facts.Model.HubName)})\n");
        text.Append("model = PeftModel.from_pretrained(base, \"path/of/this/folder\")\n```\n\n");
        if (facts.Template is not null)
        {
            text.Append("The base model brings no chat template of its own. It was trained with the one in `chat_template.jinja`: set `tokenizer.chat_template` to its text, or it will not understand questions.\n\n");
        }
    }

    private static void Licences(StringBuilder text, AdapterFacts facts)
    {
        text.Append("## Licence\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Base model: {Plain(facts.Model.Licence ?? "not stated in its files; ask whoever published it")}. ");
        text.Append("The adapter is a work of whoever trained it; what the licences of the base model and of the data ask for goes on to it.\n");
    }

    /// <summary>A foreign text as text: none of it is markup, and it stays on its line.</summary>
    private static string Plain(string foreign)
    {
        var plain = new StringBuilder();
        foreach (var rune in foreign.ReplaceLineEndings(" ").EnumerateRunes())
        {
            if (plain.Length >= LongestAnswer)
            {
                return $"{plain} …";
            }

            if (Archives.Printable.IsInvisible(rune))
            {
                plain.Append(' ');
                continue;
            }

            if (rune.IsBmp && Markup.Contains((char)rune.Value, StringComparison.Ordinal))
            {
                plain.Append('\\');
            }

            plain.Append(rune);
        }

        return plain.ToString().Trim();
    }

    /// <summary>A text in double quotes, as YAML and Python both read it.</summary>
    private static string Quoted(string text) => JsonSerializer.Serialize(text, Yaml);
}
