using System.Text;

namespace OpenLedger.Training.Chat.Jinja.Values;

/// <summary>Texts as Python counts them: by code points, where .NET counts UTF-16 units.</summary>
internal static class CodePoints
{
    /// <summary>Whether every unit of the text is a code point of its own.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text) => text.IndexOfAnyInRange('\uD800', '\uDFFF') < 0;

    public static int Count(ReadOnlySpan<char> text)
    {
        var count = text.Length;
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i], text[i + 1]))
            {
                count--;
                i++;
            }
        }

        return count;
    }

    /// <summary>The code points as texts of their own.</summary>
    public static IEnumerable<string> Split(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var length = LengthAt(text, i);
            yield return text.Substring(i, length);
            i += length;
        }
    }

    /// <summary>Where the code point of this number starts in the text.</summary>
    public static int Offset(string text, int codePoint)
    {
        var offset = 0;
        for (var i = 0; i < codePoint && offset < text.Length; i++)
        {
            offset += LengthAt(text, offset);
        }

        return offset;
    }

    /// <summary>How many units the code point at this offset takes.</summary>
    public static int LengthAt(string text, int offset)
        => offset + 1 < text.Length && char.IsSurrogatePair(text[offset], text[offset + 1]) ? 2 : 1;

    /// <summary>The code points with what Unicode says of them; a lone surrogate counts as U+FFFD.</summary>
    public static StringRuneEnumerator Runes(string text) => text.EnumerateRunes();
}
