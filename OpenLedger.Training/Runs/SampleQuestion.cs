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

    // Of examples so many are looked at, since neighbours often ask for the same in other words.
    private const int MostLooked = 8 * MostNew;
    private const int WordsOfText = 12;

    /// <summary>
    /// Up to five that are the same whenever they are chosen, each with an answer of its own where there are so many: from the files of
    /// questions, or where there is none about what is new, the beginnings of examples, held-out ones where there are some.
    /// </summary>
    public static IReadOnlyList<SampleQuestion> Choose(TrainingRecipe recipe, BaseModel model, IReadOnlyList<TokenizedExample> heldOut, CancellationToken cancellation)
    {
        if (!model.HasTokenizer)
        {
            return [];
        }

        var fresh = Asked("new", recipe.EvalQuestions, MostNew, model, cancellation);
        if (fresh.Count == 0)
        {
            fresh = OfExamples(recipe, model, heldOut, cancellation);
        }

        return [.. fresh, .. Asked("kept", recipe.KeptQuestions, Most - fresh.Count, model, cancellation)];
    }

    /// <summary>Whether the answer is right; null where nothing tells.</summary>
    public bool? IsRight(string answer) => Judged?.IsRight(answer);

    /// <summary>The last thing the user says.</summary>
    public static string TextOf(JsonArray messages) =>
        messages.LastOrDefault() is JsonObject message && message["content"] is { } content
            ? content.GetValueKind() == System.Text.Json.JsonValueKind.String ? content.GetValue<string>() : content.ToJsonString()
            : "";

    private static IReadOnlyList<SampleQuestion> Asked(string kind, string? file, int most, BaseModel model, CancellationToken cancellation)
    {
        if (file is null || model.Chat is null)
        {
            return [];
        }

        return [.. Differing([.. EvaluationQuestion.Read(file, cancellation)], most, FactOf).Select(question => new SampleQuestion(
            kind, TextOf(question.Messages), Encoded(model, new JsonObject { ["messages"] = question.Messages.DeepClone() }), question.Answer, question))];
    }

    private static IReadOnlyList<SampleQuestion> OfExamples(TrainingRecipe recipe, BaseModel model, IReadOnlyList<TokenizedExample> heldOut, CancellationToken cancellation)
    {
        var wanted = Places(heldOut.Count, MostLooked).Select(place => heldOut[place].Id).ToHashSet();
        var isAny = wanted.Count == 0;
        var files = recipe.EvalData is null ? recipe.Data.Select(source => source.Path) : [recipe.EvalData];
        var looked = new List<SampleQuestion>();
        foreach (var example in files.SelectMany(file => ExampleReader.Read(file, cancellation)))
        {
            if ((isAny || wanted.Remove(example.Id)) && OfExample(example, model) is { } question)
            {
                looked.Add(question);
            }

            if (looked.Count == MostLooked || (!isAny && wanted.Count == 0))
            {
                break;
            }
        }

        return Differing(looked, MostNew, question => question.Expected ?? question.Question);
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

    /// <summary>What a question is about: two that want the same words ask for the same fact.</summary>
    private static string FactOf(EvaluationQuestion question) =>
        question.Phrases.Count > 0 ? string.Join('\n', question.Phrases.Order(StringComparer.OrdinalIgnoreCase)) : question.Answer!;

    /// <summary>
    /// So many of a list, evenly from its beginning to its end. One that asks for the same fact as an earlier one gives way to the next
    /// that does not; where there are fewer facts than places, the rest is filled up.
    /// </summary>
    internal static IReadOnlyList<T> Differing<T>(IReadOnlyList<T> all, int most, Func<T, string> factOf)
    {
        var (chosen, facts, left) = (new SortedSet<int>(), new HashSet<string>(StringComparer.OrdinalIgnoreCase), new List<int>());
        foreach (var place in Places(all.Count, most))
        {
            var differs = From(place).FirstOrDefault(other => !chosen.Contains(other) && facts.Add(factOf(all[other]).Trim()), -1);
            if (differs < 0 || !chosen.Add(differs))
            {
                left.Add(place);
            }
        }

        left.ForEach(place => chosen.Add(From(place).First(other => !chosen.Contains(other))));
        return [.. chosen.Select(place => all[place])];

        IEnumerable<int> From(int place) => Enumerable.Range(place, all.Count).Select(other => other % all.Count);
    }

    /// <summary>So many places of a list, evenly from its beginning to its end.</summary>
    private static IEnumerable<int> Places(int count, int most) => Enumerable.Range(0, Math.Min(count, most)).Select(index => (int)((long)index * count / Math.Min(count, most)));
}
