using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>How many characters all texts inside a value have, added up without writing it.</summary>
internal static class TextLength
{
    public static long Of(JsonNode? node) => node switch
    {
        null => 0,
        JsonObject fields => fields.Sum(field => field.Key.Length + Of(field.Value)),
        JsonArray list => list.Sum(Of),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>().Length,
        _ => 8,
    };
}
