using System.Globalization;
using System.Text;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>
/// Lists and dictionaries as Python prints them, turned into JSON: tables that were saved with pandas hold conversations so. It knows
/// texts in either quotes with their escapes, <c>True</c>, <c>False</c>, <c>None</c>, numbers, and the missing commas of numpy.
/// </summary>
internal static class PythonLiteral
{
    /// <summary>The JSON, or null where it is something else.</summary>
    public static string? ToJson(string text)
    {
        var json = new StringBuilder(text.Length + 16);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            switch (character)
            {
                case '\'' or '"':
                    if (!Text(text, ref index, json))
                    {
                        return null;
                    }

                    break;
                case '{' or '[' when LastOf(json) is '}' or ']':
                    json.Append(',').Append(character);
                    break;
                case '(' or ')':
                    return null;
                case var letter when char.IsAsciiLetter(letter):
                    if (!Word(text, ref index, json))
                    {
                        return null;
                    }

                    break;
                default:
                    json.Append(character);
                    break;
            }
        }

        return json.ToString();
    }

    private static char LastOf(StringBuilder json)
    {
        for (var index = json.Length - 1; index >= 0; index--)
        {
            if (!char.IsWhiteSpace(json[index]))
            {
                return json[index];
            }
        }

        return '\0';
    }

    private static bool Word(string text, ref int index, StringBuilder json)
    {
        var end = index;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
        {
            end++;
        }

        var word = text[index..end] switch
        {
            "True" => "true",
            "False" => "false",
            "None" or "nan" => "null",
            _ => null,
        };
        index = end - 1;
        json.Append(word);
        return word is not null;
    }

    private static bool Text(string text, ref int index, StringBuilder json)
    {
        var quote = text[index];
        json.Append('"');
        for (index++; index < text.Length; index++)
        {
            var character = text[index];
            if (character == quote)
            {
                json.Append('"');
                return true;
            }

            if (character == '\\')
            {
                if (!Escape(text, ref index, json))
                {
                    return false;
                }
            }
            else if (character is '"' or < ' ')
            {
                Coded(json, character);
            }
            else
            {
                json.Append(character);
            }
        }

        return false;
    }

    private static bool Escape(string text, ref int index, StringBuilder json)
    {
        if (++index >= text.Length)
        {
            return false;
        }

        switch (text[index])
        {
            case 'n' or 't' or 'r' or 'b' or 'f' or '\\' or '"':
                json.Append('\\').Append(text[index]);
                return true;
            case '\'':
                json.Append('\'');
                return true;
            case 'x':
                return Number(text, ref index, 2, json);
            case 'u':
                return Number(text, ref index, 4, json);
            default:
                return false;
        }
    }

    private static bool Number(string text, ref int index, int digits, StringBuilder json)
    {
        if (index + digits >= text.Length || !int.TryParse(text.AsSpan(index + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            return false;
        }

        Coded(json, (char)code);
        index += digits;
        return true;
    }

    private static void Coded(StringBuilder json, char character) => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
}
