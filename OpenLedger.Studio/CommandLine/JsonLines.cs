using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenLedger.Studio.CommandLine;

/// <summary>How the command line writes JSON: one object a line, text as it is, numbers that read back to the same value.</summary>
internal static class JsonLines
{
    // Output goes to files and pipes, never into a page: only what JSON itself demands is escaped.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 256 };

    public static string Line(JsonNode value) => value.ToJsonString(Plain);

    public static JsonArray Array(IEnumerable<int> values) => new([.. values.Select(value => (JsonNode)value)]);

    public static JsonArray Array(IEnumerable<bool> values) => new([.. values.Select(value => (JsonNode)value)]);

    /// <summary>JSON has no word for a number that is not one; null says so.</summary>
    public static JsonNode? Number(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
