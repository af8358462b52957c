using System.Globalization;
using System.Text;

namespace OpenLedger.Training.Chat.Jinja.Syntax;

/// <summary>Reads one token inside a tag.</summary>
internal static class TagScanner
{
    private static readonly string[] Operators =
    [
        "**", "//", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<", "=", ".", ":", "|", ",", ";",
    ];

    /// <summary>Appends the token at this place and returns the place after it.</summary>
    public static int Read(string source, int at, int line, Stack<char> open, List<JinjaToken> tokens)
    {
        var first = source[at];
        if (first is '"' or '\'')
        {
            var end = TextEnd(source, at, line);
            tokens.Add(new JinjaToken(TokenKind.Text, TextLiteral.Unescape(source.AsSpan(at + 1, end - at - 1), line), line));
            return end + 1;
        }

        if (char.IsAsciiDigit(first))
        {
            return ReadNumber(source, at, line, tokens);
        }

        if (NameLength(source, at) is > 0 and var length)
        {
            tokens.Add(new JinjaToken(TokenKind.Name, source.Substring(at, length), line));
            return at + length;
        }

        foreach (var sign in Operators)
        {
            if (string.CompareOrdinal(source, at, sign, 0, sign.Length) == 0)
            {
                Balance(sign[0], open, line);
                tokens.Add(new JinjaToken(TokenKind.Operator, sign, line));
                return at + sign.Length;
            }
        }

        throw new JinjaFault($"the character '{first}' cannot stand here", line);
    }

    private static void Balance(char sign, Stack<char> open, int line)
    {
        switch (sign)
        {
            case '(' or '[' or '{':
                open.Push(sign == '(' ? ')' : sign == '[' ? ']' : '}');
                break;
            case ')' or ']' or '}' when !open.TryPop(out var expected) || expected != sign:
                throw new JinjaFault($"'{sign}' closes nothing that is open", line);
            default:
                break;
        }
    }

    private static int TextEnd(string source, int at, int line)
    {
        for (var end = at + 1; end < source.Length; end++)
        {
            if (source[end] == source[at])
            {
                return end;
            }

            end += source[end] == '\\' ? 1 : 0;
        }

        throw new JinjaFault("a string is not closed", line);
    }

    private static int NameLength(string source, int at)
    {
        var end = at;
        while (end < source.Length && Rune.TryGetRuneAt(source, end, out var rune) && IsNamePart(rune, end == at))
        {
            end += rune.Utf16SequenceLength;
        }

        return end - at;
    }

    private static bool IsNamePart(Rune rune, bool first) => rune.Value == '_' || Rune.IsLetter(rune)
        || (!first && (Rune.IsDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark));

    /// <summary>Reads a number; after a point (<c>list.0.1</c>) it is always whole.</summary>
    private static int ReadNumber(string source, int at, int line, List<JinjaToken> tokens)
    {
        var afterPoint = at > 0 && source[at - 1] == '.';
        var end = FloatEnd(source, at);
        if (!afterPoint && end > 0)
        {
            tokens.Add(new JinjaToken(TokenKind.Float, Digits(source, at, end), line));
            return end;
        }

        end = WholeEnd(source, at);
        tokens.Add(new JinjaToken(TokenKind.Integer, Digits(source, at, end), line));
        return end;
    }

    private static string Digits(string source, int at, int end)
        => source[at..end].Replace("_", string.Empty, StringComparison.Ordinal);

    private static int FloatEnd(string source, int at)
    {
        var end = DigitsEnd(source, at, char.IsAsciiDigit);
        var isFloat = false;
        if (end + 1 < source.Length && source[end] == '.' && char.IsAsciiDigit(source[end + 1]))
        {
            end = DigitsEnd(source, end + 1, char.IsAsciiDigit);
            isFloat = true;
        }

        if (end < source.Length && source[end] is 'e' or 'E')
        {
            var digits = end + 1 < source.Length && source[end + 1] is '+' or '-' ? end + 2 : end + 1;
            if (digits < source.Length && char.IsAsciiDigit(source[digits]))
            {
                end = DigitsEnd(source, digits, char.IsAsciiDigit);
                isFloat = true;
            }
        }

        return isFloat ? end : 0;
    }

    private static int WholeEnd(string source, int at)
    {
        if (source[at] != '0' || at + 1 >= source.Length)
        {
            return DigitsEnd(source, at, char.IsAsciiDigit);
        }

        Func<char, bool>? digit = source[at + 1] switch
        {
            'x' or 'X' => char.IsAsciiHexDigit,
            'o' or 'O' => static character => character is >= '0' and <= '7',
            'b' or 'B' => static character => character is '0' or '1',
            _ => null,
        };
        var prefixed = digit is null ? at : DigitsEnd(source, at + 2, digit);
        return prefixed > at + 2 ? prefixed : DigitsEnd(source, at, static character => character == '0');
    }

    /// <summary>The end of a run of digits; underscores may stand between them.</summary>
    private static int DigitsEnd(string source, int at, Func<char, bool> isDigit)
    {
        var end = at;
        while (end < source.Length)
        {
            var next = source[end] == '_' && end > at ? end + 1 : end;
            if (next >= source.Length || !isDigit(source[next]))
            {
                break;
            }

            end = next + 1;
        }

        return end;
    }
}
