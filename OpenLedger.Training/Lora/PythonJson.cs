using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenLedger.Training.Lora;

/// <summary>Writes JSON byte for byte as Python's <c>json.dumps(indent=2, sort_keys=True)</c> does, so that files stay comparable.</summary>
internal static class PythonJson
{
    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Append(text, node, "\n");
        return text.ToString();
    }

    /// <summary>A number as Python's <c>repr</c> has it: shortest digits, always with a point or an exponent.</summary>
    public static JsonNode Number(double value)
    {
        var digits = value.ToString("E16", CultureInfo.InvariantCulture);
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = int.Parse(digits[(digits.IndexOf('E', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);
        string text;
        if (value != 0 && exponent is < -4 or >= 16)
        {
            var mantissa = shortest.Contains('E', StringComparison.Ordinal) ? shortest[..shortest.IndexOf('E', StringComparison.Ordinal)] : Mantissa(shortest);
            text = string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
        }
        else
        {
            text = shortest.Contains('E', StringComparison.Ordinal) ? value.ToString("F0", CultureInfo.InvariantCulture) : shortest;
            text = text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
        }

        return JsonNode.Parse(text)!;
    }

    private static string Mantissa(string plain)
    {
        var sign = plain.StartsWith('-') ? "-" : "";
        var digits = plain.TrimStart('-').TrimEnd('0');
        return digits.Length > 1 ? $"{sign}{digits[0]}.{digits[1..]}" : sign + digits;
    }

    private static void Append(StringBuilder text, JsonNode? node, string newLine)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } map:
                AppendItems(text, '{', '}', newLine, map.OrderBy(pair => pair.Key, StringComparer.Ordinal), (pair, inner) =>
                {
                    AppendText(text, pair.Key);
                    text.Append(": ");
                    Append(text, pair.Value, inner);
                });
                break;
            case JsonArray { Count: > 0 } list:
                AppendItems(text, '[', ']', newLine, list, (item, inner) => Append(text, item, inner));
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                AppendText(text, value.GetValue<string>());
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private static void AppendItems<T>(StringBuilder text, char open, char close, string newLine, IEnumerable<T> items, Action<T, string> append)
    {
        var inner = newLine + "  ";
        var separator = "";
        text.Append(open);
        foreach (var item in items)
        {
            text.Append(separator).Append(inner);
            append(item, inner);
            separator = ",";
        }

        text.Append(newLine).Append(close);
    }

    /// <summary>Python writes ASCII only: everything else as UTF-16 escapes in small letters.</summary>
    private static void AppendText(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var letter in value)
        {
            _ = letter switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' or > '~' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => text.Append(letter),
            };
        }

        text.Append('"');
    }
}
