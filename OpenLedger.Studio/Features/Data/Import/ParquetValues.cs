using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>Values of a Parquet file as JSON.</summary>
internal static class ParquetValues
{
    private const int Deepest = 32;

    public static JsonObject Row(IEnumerable<KeyValuePair<string, object?>> cells) => Row(cells, 0);

    private static JsonNode? Node(object? value, int depth) => value switch
    {
        null or DBNull => null,
        _ when depth > Deepest => null,
        string text => JsonValue.Create(text),
        ReadOnlyMemory<char> text => JsonValue.Create(text.ToString()),
        bool flag => JsonValue.Create(flag),
        byte or sbyte or short or ushort or int or uint or long => JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        float or double => Convert.ToDouble(value, CultureInfo.InvariantCulture) is var number && double.IsFinite(number) ? JsonValue.Create(number) : null,
        decimal number => JsonValue.Create(number),
        DateTime moment => JsonValue.Create(moment.ToString("O", CultureInfo.InvariantCulture)),
        byte[] => JsonValue.Create("(bytes)"),
        ReadOnlyMemory<byte> => JsonValue.Create("(bytes)"),
        IEnumerable<KeyValuePair<string, object?>> fields => Row(fields, depth + 1),
        IDictionary map => Map(map, depth + 1),
        IEnumerable list => List(list, depth + 1),
        IFormattable other => JsonValue.Create(other.ToString(null, CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(value.ToString()),
    };

    private static JsonObject Row(IEnumerable<KeyValuePair<string, object?>> cells, int depth)
    {
        var fields = new JsonObject();
        foreach (var (name, value) in cells)
        {
            fields[name] = Node(value, depth);
        }

        return fields;
    }

    private static JsonObject Map(IDictionary map, int depth)
    {
        var fields = new JsonObject();
        foreach (DictionaryEntry entry in map)
        {
            fields[Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? string.Empty] = Node(entry.Value, depth);
        }

        return fields;
    }

    private static JsonArray List(IEnumerable list, int depth)
    {
        var nodes = new JsonArray();
        foreach (var item in list)
        {
            nodes.Add(Node(item, depth));
        }

        return nodes;
    }
}
