using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenLedger.Training.Json;

/// <summary>
/// One spelling for equal JSON, to be hashed: no white space, names in ordinal order, texts with the escapes of RFC 8785
/// (section 3.2.2.2: only quote, backslash and controls, lower-case hexadecimal), numbers as they were written.
/// </summary>
internal static class CanonicalJson
{
    /// <summary>Appends the canonical spelling of a value.</summary>
    public static void Write(JsonNode? node, StringBuilder output)
    {
        switch (node)
        {
            case null:
                output.Append("null");
                break;
            case JsonObject fields:
                WriteObject(fields, output);
                break;
            case JsonArray items:
                WriteArray(items, output);
                break;
            default:
                WriteValue(node.AsValue(), output);
                break;
        }
    }

    private static void WriteObject(JsonObject fields, StringBuilder output)
    {
        output.Append('{');
        var separator = "";
        foreach (var (name, value) in fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            output.Append(separator);
            WriteText(name, output);
            output.Append(':');
            Write(value, output);
            separator = ",";
        }

        output.Append('}');
    }

    private static void WriteArray(JsonArray items, StringBuilder output)
    {
        output.Append('[');
        for (var index = 0; index < items.Count; index++)
        {
            output.Append(index == 0 ? "" : ",");
            Write(items[index], output);
        }

        output.Append(']');
    }

    private static void WriteValue(JsonValue value, StringBuilder output)
    {
        if (value.GetValueKind() == JsonValueKind.String)
        {
            WriteText(value.GetValue<string>(), output);
        }
        else
        {
            output.Append(value.ToJsonString());
        }
    }

    private static void WriteText(string text, StringBuilder output)
    {
        output.Append('"');
        foreach (var character in text)
        {
            switch (character)
            {
                case '"' or '\\':
                    output.Append('\\').Append(character);
                    break;
                case '\b':
                    output.Append("\\b");
                    break;
                case '\t':
                    output.Append("\\t");
                    break;
                case '\n':
                    output.Append("\\n");
                    break;
                case '\f':
                    output.Append("\\f");
                    break;
                case '\r':
                    output.Append("\\r");
                    break;
                case < ' ':
                    output.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
                    break;
                default:
                    output.Append(character);
                    break;
            }
        }

        output.Append('"');
    }
}
