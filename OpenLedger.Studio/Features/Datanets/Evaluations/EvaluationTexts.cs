using System.Text;
using System.Text.Json.Nodes;
using OpenLedger.Training;
using OpenLedger.Training.Datasets;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Features.Datanets.Evaluations;

/// <summary>Takes the texts of evaluation questions out of examples.</summary>
internal static class EvaluationTexts
{
    private const string System = "system";

    /// <summary>The texts of an example as the studio keeps it: what is asked and what is answered, without what is said before.</summary>
    public static IReadOnlyList<string> OfExample(string content) => JsonNode.Parse(content) is { } example ? [.. Of(example)] : [];

    /// <summary>The texts of a question with its answer or key phrases.</summary>
    public static IReadOnlyList<string> OfQuestion(EvaluationQuestion question) => [.. Of(question.Messages).Append(question.Answer ?? "").Where(text => text.Length > 0)];

    /// <summary>Those examples that a run with the usual numbers holds out to measure itself on; null where runs cannot learn from them.</summary>
    public static List<string>? HeldOut(IReadOnlyList<string> contents, CancellationToken cancellation)
    {
        var usual = new TrainingRecipe();
        try
        {
            var examples = ExampleReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', contents))), "set", cancellation);
            return [.. HeldOutSplit.Of([.. examples.Select(example => example.Id)], usual.EvalShare, usual.Seed).HeldOut.Select(place => contents[place])];
        }
        catch (TrainingException)
        {
            return null;
        }
    }

    public static string Write(IReadOnlyList<IReadOnlyList<string>> items) => DatanetJson.Write(items);

    public static IReadOnlyList<IReadOnlyList<string>> Read(string content) => DatanetJson.Read<List<List<string>>>(content);

    private static IEnumerable<string> Of(JsonNode node) => node switch
    {
        JsonArray items => items.OfType<JsonNode>().SelectMany(Of),
        JsonObject said when said["role"] is JsonValue role => (role.TryGetValue<string>(out var who) && who == System) || said["content"] is not { } words ? [] : Of(words),
        JsonObject fields => fields.Select(field => field.Value).OfType<JsonNode>().SelectMany(Of),
        JsonValue value when value.TryGetValue<string>(out var text) && text.Length > 0 => [text],
        _ => [],
    };
}
