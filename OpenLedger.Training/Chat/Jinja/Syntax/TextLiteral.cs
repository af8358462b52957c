using System.Globalization;
using System.Text;

namespace OpenLedger.Training.Chat.Jinja.Syntax;

/// <summary>The escapes in a quoted text, those of Python.</summary>
internal static class TextLiteral
{
    /// <summary>What stands between the quotes, escapes replaced; an escape that Python does not know stays as it is.</summary>
    public static string Unescape(ReadOnlySpan<char> literal, int line)
    {
        if (!literal.Contains('\\'))
        {
            return literal.ToString();
        }

        var text = new StringBuilder(literal.Length);
        for (var i = 0; i < literal.Length; i++)
        {
            if (literal[i] != '\\' || i + 1 == literal.Length)
            {
                text.Append(literal[i]);
                continue;
            }

            i = AppendEscape(text, literal, i + 1, line);
        }

        return text.ToString();
    }

    /// <summary>Appends what the escape at this place means and returns its last place.</summary>
    private static int AppendEscape(StringBuilder text, ReadOnlySpan<char> literal, int at, int line)
    {
        switch (literal[at])
        {
            case '\n':
                return at;
            case 'x':
                return AppendHex(text, literal, at, 2, line);
            case 'u':
                return AppendHex(text, literal, at, 4, line);
            case 'U':
                return AppendHex(text, literal, at, 8, line);
            case 'N':
                throw new JinjaFault("an escape with the name of a character (\\N{...}) is not supported", line);
            case >= '0' and <= '7':
                return AppendOctal(text, literal, at);
            case var simple:
                AppendSimple(text, simple);
                return at;
        }
    }

    private static void AppendSimple(StringBuilder text, char escape)
    {
        const string Escapes = "\\'\"abfnrtv";
        const string Meanings = "\\'\"\a\b\f\n\r\t\v";
        var known = Escapes.IndexOf(escape, StringComparison.Ordinal);
        _ = known < 0 ? text.Append('\\').Append(escape) : text.Append(Meanings[known]);
    }

    private static int AppendHex(StringBuilder text, ReadOnlySpan<char> literal, int at, int digits, int line)
    {
        const int LastCodePoint = 0x10FFFF;
        if (at + digits >= literal.Length
            || !uint.TryParse(literal.Slice(at + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || code > LastCodePoint)
        {
            throw new JinjaFault($"the escape \\{literal[at]} needs {digits} hexadecimal digits of a character", line);
        }

        _ = code <= char.MaxValue ? text.Append((char)code) : text.Append(char.ConvertFromUtf32((int)code));
        return at + digits;
    }

    private static int AppendOctal(StringBuilder text, ReadOnlySpan<char> literal, int at)
    {
        var (code, last) = (0, at);
        for (var i = at; i < literal.Length && i < at + 3 && literal[i] is >= '0' and <= '7'; i++)
        {
            code = (code * 8) + literal[i] - '0';
            last = i;
        }

        text.Append((char)code);
        return last;
    }
}
