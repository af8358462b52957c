using System.Text.Json.Nodes;
using OpenLedger.Training.BaseModels;
using OpenLedger.Training.Datasets;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Training.Runs;

/// <summary>A question that is asked before training, at each measurement and at the end.</summary>
internal sealed record SampleQuestion(string Kind, string Question, int[] Prompt, string? Expected, EvaluationQuestion? Judged)
{
    public const int Most = 5;

    // One in five is about what the model knew before.
    private const int MostNew = 4;
    private const int WordsOfText = 12;

    /// <summary>
    /// Up to five that are the same whenever they are chosen: from the files of questions, or where there is none about what is new, the
    /// beginnings of examples, held-out ones where there are some.
    /// </summary>
    public static IReadOnlyList<SampleQuestion> Choose(TrainingRecipe recipe, BaseModel model, IReadOnlyList<TokenizedExample> heldOut, CancellationToken cancellation)
    {
        if (!model.HasTokenizer)
        {
            return [];
        }

        var fresh = Spread(Asked("new", recipe.EvalQuestions, model, cancellation), MostNew);
        if (fresh.Count == 0)
        {
            fresh = OfExamples(recipe, model, heldOut, cancellation);
        }

        return [.. fresh, .. Spread(Asked("kept", recipe.KeptQuestions, model, cancellation), Most - fresh.Count)];
    }

    /// <summary>Whether the answer is right; null where nothing tells.</summary>
    public bool? IsRight(string answer) => Judged?.IsRight(answer);

    /// <summary>The last thing the user says.</summary>
    public static string TextOf(JsonArray messages) =>
        messages.LastOrDefault() is JsonObject message && message["content"] is { } content
            ? content.GetValueKind() == System.Text.Json.JsonValueKind.String ? content.GetValue<string>() : content.ToJsonString()
            : "";

    private static IReadOnlyList<SampleQuestion> Asked(string kind, string? file, BaseModel model, CancellationToken cancellation)
    {
        if (file is null || model.Chat is null)
        {
            return [];
        }

        return [.. EvaluationQuestion.Read(file, cancellation).Select(question => new SampleQuestion(
            kind, TextOf(question.Messages), Encoded(model, new JsonObject { ["messages"] = question.Messages.DeepClone() }), question.Answer, question))];
    }

    private static List<SampleQuestion> OfExamples(TrainingRecipe recipe, BaseModel model, IReadOnlyList<TokenizedExample> heldOut, CancellationToken cancellation)
    {
        var wanted = Spread(heldOut, MostNew).Select(example => example.Id).ToHashSet();
        var files = recipe.EvalData is null ? recipe.Data.Select(source => source.Path) : [recipe.EvalData];
        var chosen = new List<SampleQuestion>();
        foreach (var example in files.SelectMany(file => ExampleReader.Read(file, cancellation)))
        {
            if ((wanted.Count == 0 || wanted.Remove(example.Id)) && OfExample(example, model) is { } question)
            {
                chosen.Add(question);
                if (chosen.Count == MostNew)
                {
                    break;
                }
            }
        }

        return chosen;
    }

    private static SampleQuestion? OfExample(Example example, BaseModel model)
    {
        if (example.Kind == ExampleKind.Messages && model.Chat is not null)
        {
            var variables = (JsonObject)example.Variables.DeepClone();
            var messages = (JsonArray)variables["messages"]!;
            var answer = messages.Count > 1 && messages[^1]?["role"]?.GetValue<string>() == "assistant" ? messages[^1]!["content"] : null;
            if (answer is null)
            {
                return null;
            }

            messages.RemoveAt(messages.Count - 1);
            return new SampleQuestion("example", TextOf(messages), Encoded(model, variables), answer.ToString(), null);
        }

        if (example.Kind != ExampleKind.Text)
        {
            return null;
        }

        var (prompt, rest) = example.Prompt.Length > 0 ? (example.Prompt, example.Text) : Begun(example.Text);
        return prompt.Length == 0 ? null : new SampleQuestion("example", prompt, model.Tokenizer.Encode(prompt, addSpecialTokens: true), rest, null);
    }

    private static (string Prompt, string Continued) Begun(string text)
    {
        var end = 0;
        for (var word = 0; word < WordsOfText && end >= 0; word++)
        {
            end = text.IndexOf(' ', end + 1 < text.Length ? end + 1 : end);
        }

        return end > 0 ? (text[..end], text[end..]) : (text[..(text.Length / 2)], text[(text.Length / 2)..]);
    }

    private static int[] Encoded(BaseModel model, JsonObject variables)
    {
        variables["add_generation_prompt"] = true;
        return model.Chat!.Encode(variables, withLearned: false).Ids;
    }

    /// <summary>So many of a list, evenly from its beginning to its end.</summary>
    private static IReadOnlyList<T> Spread<T>(IReadOnlyList<T> all, int most) =>
        all.Count <= most ? all : [.. Enumerable.Range(0, most).Select(index => all[(int)((long)index * all.Count / most)])];
}
