using System.Text.Json.Nodes;
using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Features.Data.Sets;

namespace OpenLedger.Studio.Features.Data.Doctor;

/// <summary>Puts right what can be put right inside an example.</summary>
internal static class Repairs
{
    /// <summary>The repaired example; null where nothing changes.</summary>
    public static string? Of(FindingKind kind, string content, IReadOnlyCollection<string> marks)
    {
        if (ExampleText.Parse(content) is not { } example)
        {
            return null;
        }

        Walk(example, kind switch
        {
            FindingKind.BrokenLetters => (_, text) => BrokenLetters.Repaired(text) ?? text,
            FindingKind.Marks => (_, text) => marks.Aggregate(text, (rest, mark) => rest.Replace(mark, string.Empty, StringComparison.Ordinal)),
            FindingKind.BlankEnds => (owner, text) => IsAnswer(owner) ? text.Trim() : text,
            _ => (_, text) => text,
        });
        var repaired = example.ToJsonString(CanonicalExample.Spelling);
        return repaired == content ? null : repaired;
    }

    private static bool IsAnswer(JsonObject owner) => CellText.Of(owner[MessageReader.Role]) == MessageReader.Assistant || owner.ContainsKey("completion");

    private static void Walk(JsonObject example, Func<JsonObject, string, string> repair)
    {
        foreach (var (name, value) in example.ToList())
        {
            switch (value)
            {
                case JsonValue text when name != MessageReader.Role && text.TryGetValue<string>(out var said):
                    example[name] = repair(example, said);
                    break;
                case JsonObject inner:
                    Walk(inner, repair);
                    break;
                case JsonArray list:
                    foreach (var item in list.OfType<JsonObject>())
                    {
                        Walk(item, repair);
                    }

                    break;
            }
        }
    }
}
