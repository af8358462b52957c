using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenLedger.Datanets.Json;

/// <summary>
/// The one spelling of a JSON value that is hashed and signed: the JSON Canonicalization Scheme, RFC 8785. No white space, names in the
/// order of their UTF-16 units (section 3.2.3), texts with the fewest escapes (3.2.2.2), numbers as ECMAScript prints them (3.2.2.3).
/// </summary>
public static class CanonicalJson
{
    private static readonly SearchValues<char> WholeNumber = SearchValues.Create("-0123456789");

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The canonical spelling in UTF-8.</summary>
    /// <exception cref="ArgumentException">A text holds half of a surrogate pair, a number is not finite, or a whole number would lose digits.</exception>
    public static byte[] Bytes(JsonNode? node) => StrictUtf8.GetBytes(Text(node));

    /// <summary>The canonical spelling.</summary>
    /// <exception cref="ArgumentException">A number is not finite, or a whole number would lose digits.</exception>
    public static string Text(JsonNode? node)
    {
        var output = new StringBuilder();
        Write(node, output);
        return output.ToString();
    }

    private static void Write(JsonNode? node, StringBuilder output)
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
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                WriteText(value.GetValue<string>(), output);
                break;
            case JsonValueKind.Number:
                output.Append(NumberText(value));
                break;
            default:
                output.Append(value.ToJsonString());
                break;
        }
    }

    private static string NumberText(JsonValue value)
    {
        var written = value.ToJsonString();
        var text = CanonicalNumber.Text(double.Parse(written, NumberStyles.Float, CultureInfo.InvariantCulture));

        // A fraction is rounded as every program rounds it; somebody counted with a whole number, and would count otherwise afterwards.
        return written.AsSpan().ContainsAnyExcept(WholeNumber) || text == written || written == "-0"
            ? text
            : throw new ArgumentException($"The number {written} cannot be hashed: as a number of JSON it would become {text}. Write it as a text.", nameof(value));
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
