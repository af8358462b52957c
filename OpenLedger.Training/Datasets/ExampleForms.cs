using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenLedger.Training.Datasets;

/// <summary>
/// Tells by its fields which form a row has. The order matters where a row has several: what is closest to what the model reads
/// comes first, and <c>text</c> last, since Alpaca-like sets carry it as a rendering for other models.
/// </summary>
internal static class ExampleForms
{
    private const string KnownForms =
        "{\"messages\": [...]}, {\"question\", \"answer\"}, {\"instruction\", \"input\", \"output\"}, {\"prompt\", \"completion\"}, "
        + "{\"conversations\": [...]}, {\"query\", \"response\"}, {\"text\"} or {\"input_ids\"}";

    /// <summary>Reads a row.</summary>
    /// <exception cref="DatasetProblemException">The row cannot be trained on.</exception>
    public static Example Read(JsonNode? node, ExampleSource source)
    {
        var row = new RowFields(node as JsonObject ?? [], source);
        if (node is not JsonObject)
        {
            throw row.Problem(null, $"a row must be an object {{ ... }}, but is {RowFields.Kind(node)}. Known rows are {KnownForms}.");
        }

        return row switch
        {
            _ when row.Has("input_ids") => Tokens(row),
            _ when row.Has(ExampleFields.Messages) => ChatForms.Messages(row),
            _ when row.Has("conversations") => ChatForms.ShareGpt(row),
            _ when row.Has("conversation") => ChatForms.Pairs(row),
            _ when row.Has("prompt") && row.Has("completion") => PromptCompletion(row),
            _ when row.Has("instruction") && (row.Has("output") || !row.Has("text")) => ChatForms.Alpaca(row),
            _ when row.Has("question") && row.Has("answer") => ChatForms.QuestionAnswer(row, "question", "answer"),
            _ when row.Has("query") && row.Has("response") => ChatForms.QuestionAnswer(row, "query", "response"),
            _ when row.Has("text") => Example.OfText("", row.Text("text"), source),
            _ => throw Unknown(row),
        };
    }

    /// <summary>Two texts are joined as they are, without a chat template, and the prompt is not learned, as TRL does it.</summary>
    private static Example PromptCompletion(RowFields row) =>
        row.Fields["prompt"] is JsonArray && row.Fields["completion"] is JsonArray
            ? ChatForms.PromptCompletion(row)
            : Example.OfText(row.Text("prompt"), row.Text("completion"), row.Source);

    private static Example Tokens(RowFields row)
    {
        var ids = Numbers(row, "input_ids", 0);
        if (ids.Length == 0)
        {
            throw row.Problem("input_ids", "is empty. Give at least one token, or take the row out.");
        }

        if (row.Has("attention_mask") && Numbers(row, "attention_mask", 0).Any(seen => seen != 1))
        {
            throw row.Problem("attention_mask", "holds something other than 1. Rows are never padded here: leave out the padding and the mask.");
        }

        return Example.OfTokens(ids, row.Has("labels") ? Labels(row, ids) : null, row.Source);
    }

    private static int[] Labels(RowFields row, int[] ids)
    {
        var labels = Numbers(row, "labels", Example.NotLearned);
        if (labels.Length != ids.Length)
        {
            throw row.Problem("labels", FormattableString.Invariant($"has {labels.Length} numbers, but input_ids has {ids.Length}. Give one label a token, -100 where it is not learned."));
        }

        for (var index = 0; index < ids.Length; index++)
        {
            if (labels[index] != ids[index] && labels[index] != Example.NotLearned)
            {
                throw row.Problem(
                    FormattableString.Invariant($"labels[{index}]"),
                    FormattableString.Invariant($"is {labels[index]}, but that token is {ids[index]}. A label is the token itself, or -100 where it is not learned."));
            }
        }

        return labels;
    }

    private static int[] Numbers(RowFields row, string name, int least)
    {
        var list = row.List(name);
        var numbers = new int[list.Count];
        for (var index = 0; index < numbers.Length; index++)
        {
            var number = list[index] is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<long>(out var whole) ? whole : long.MinValue;
            if (number < least || number > int.MaxValue)
            {
                throw row.Problem(FormattableString.Invariant($"{name}[{index}]"), FormattableString.Invariant($"must be a whole number from {least} to {int.MaxValue}."));
            }

            numbers[index] = (int)number;
        }

        return numbers;
    }

    private static DatasetProblemException Unknown(RowFields row)
    {
        if (row.Has("chosen") && row.Has("rejected"))
        {
            return row.Problem(null, "this is a preference pair (chosen, rejected), which cannot be trained on here. Keep the chosen answer only, as {\"messages\": [...]}.");
        }

        foreach (var (first, second) in (ReadOnlySpan<(string, string)>)[("prompt", "completion"), ("question", "answer"), ("query", "response")])
        {
            if (row.Has(first) != row.Has(second))
            {
                var (there, missing) = row.Has(first) ? (first, second) : (second, first);
                return row.Problem(missing, $"is missing. A row with \"{there}\" needs \"{missing}\" too.");
            }
        }

        var names = string.Join(", ", row.Fields.Select(field => Shorten(field.Key)).Take(10));
        return row.Problem(null, $"the fields ({(names.Length == 0 ? "none" : names)}) fit no known form. Name them as one of {KnownForms}.");
    }

    private static string Shorten(string name) => name.Length <= 40 ? name : name[..40] + "...";
}
