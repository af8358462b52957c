using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>What a cell says as text.</summary>
internal static class CellText
{
    /// <summary>The text of a text, number or switch; null for nothing, and for lists and objects, which have none.</summary>
    public static string? Of(JsonNode? node) => node is JsonValue value
        ? value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => value.ToJsonString(),
        }
        : null;

    /// <summary>What kind of value it is, in words.</summary>
    public static Wording Kind(JsonNode? node) => node?.GetValueKind() switch
    {
        null => new Wording("nothing"),
        JsonValueKind.Object => new Wording("an object"),
        JsonValueKind.Array => new Wording("a list"),
        JsonValueKind.String => new Wording("a text"),
        JsonValueKind.Number => new Wording("a number"),
        _ => new Wording("true or false"),
    };

    /// <summary>Whether it is a number as tables write them.</summary>
    public static bool IsNumber(string text) =>
        double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out _);
}
