using System.Buffers;
using System.Globalization;
using System.Text;

namespace OpenLedger.Training.Chat.Jinja.Values;

/// <summary>White space, case and numbers in text, as Python sees them.</summary>
internal static class PythonText
{
    /// <summary>Upper-case forms of more than one letter, which .NET's case tables leave out.</summary>
    private static readonly Dictionary<char, string> LongUpperForms = new()
    {
        ['ß'] = "SS", ['ŉ'] = "ʼN", ['ǰ'] = "J̌", ['ΐ'] = "Ϊ́", ['ΰ'] = "Ϋ́", ['և'] = "ԵՒ",
        ['ﬀ'] = "FF", ['ﬁ'] = "FI", ['ﬂ'] = "FL", ['ﬃ'] = "FFI", ['ﬄ'] = "FFL", ['ﬅ'] = "ST", ['ﬆ'] = "ST",
    };

    private static readonly SearchValues<char> LongUpperLetters = SearchValues.Create([.. LongUpperForms.Keys]);

    public static bool IsSpace(char character)
        => char.IsWhiteSpace(character) || character is >= '\u001C' and <= '\u001F';

    public static bool IsSpace(Rune rune) => rune.IsBmp && IsSpace((char)rune.Value);

    public static string TrimStart(string text)
    {
        var start = 0;
        while (start < text.Length && IsSpace(text[start]))
        {
            start++;
        }

        return text[start..];
    }

    public static string TrimEnd(string text)
    {
        var end = text.Length;
        while (end > 0 && IsSpace(text[end - 1]))
        {
            end--;
        }

        return text[..end];
    }

    public static string Trim(string text) => TrimEnd(TrimStart(text));

    public static string Upper(string text)
    {
        var upper = text.ToUpperInvariant();
        if (!upper.AsSpan().ContainsAny(LongUpperLetters))
        {
            return upper;
        }

        var longer = new StringBuilder(text.Length + 8);
        foreach (var character in upper)
        {
            longer.Append(LongUpperForms.TryGetValue(character, out var form) ? form : character.ToString());
        }

        return longer.ToString();
    }

    public static string Lower(string text)
    {
        var lower = text.ToLowerInvariant();
        if (!text.AsSpan().ContainsAny('Σ', 'İ'))
        {
            return lower;
        }

        var result = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            _ = text[i] switch
            {
                'İ' => result.Append("i̇"),
                'Σ' => result.Append(i > 0 && char.IsLetter(text[i - 1]) && (i + 1 == text.Length || !char.IsLetter(text[i + 1])) ? 'ς' : 'σ'),
                _ => result.Append(lower[i]),
            };
        }

        return result.ToString();
    }

    /// <summary>First letter upper case, the rest lower case.</summary>
    public static string Capitalize(string text)
    {
        if (text.Length == 0)
        {
            return text;
        }

        var first = CodePoints.LengthAt(text, 0);
        var head = text[..first];
        var upper = Upper(head);
        return (upper.Length > 1 && first == 1 ? Capitalize(upper) : upper) + Lower(text[first..]);
    }

    /// <summary>The method <c>title()</c>: a word starts after everything that is not a letter.</summary>
    public static string Title(string text)
    {
        var result = new StringBuilder(text.Length + 8);
        var inWord = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var letter = rune.ToString();
            result.Append(inWord ? Lower(letter) : Capitalize(letter));
            inWord = IsCased(rune);
        }

        return result.ToString();
    }

    public static bool IsCased(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter;

    /// <summary>Python's <c>float(text)</c>, or null.</summary>
    public static double? ParseFloat(string text)
    {
        var number = Trim(text);
        var digits = number.Replace("_", string.Empty, StringComparison.Ordinal);
        var unsigned = digits.TrimStart('+', '-');
        if (digits.Length - unsigned.Length > 1 || (digits.Length != number.Length && !UnderscoresAreBetweenDigits(number)))
        {
            return null;
        }

        var sign = digits.StartsWith('-') ? -1.0 : 1.0;
        if (unsigned.Equals("inf", StringComparison.OrdinalIgnoreCase) || unsigned.Equals("infinity", StringComparison.OrdinalIgnoreCase))
        {
            return sign * double.PositiveInfinity;
        }

        if (unsigned.Equals("nan", StringComparison.OrdinalIgnoreCase))
        {
            return double.NaN;
        }

        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return unsigned.Length > 0 && (char.IsAsciiDigit(unsigned[0]) || unsigned[0] == '.')
            && double.TryParse(unsigned, Style, CultureInfo.InvariantCulture, out var value)
            ? sign * value
            : null;
    }

    /// <summary>Whether every underscore stands between two digits.</summary>
    public static bool UnderscoresAreBetweenDigits(string number)
    {
        for (var i = 0; i < number.Length; i++)
        {
            if (number[i] == '_' && (i == 0 || i + 1 == number.Length || !char.IsAsciiLetterOrDigit(number[i - 1]) || !char.IsAsciiLetterOrDigit(number[i + 1])))
            {
                return false;
            }
        }

        return true;
    }
}
