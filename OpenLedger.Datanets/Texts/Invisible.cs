using System.Globalization;
using System.Text;

namespace OpenLedger.Datanets.Texts;

/// <summary>
/// Characters that a reader does not see: zero-width ones, bidirectional controls, variation selectors, fillers, tags. They tell two
/// texts apart for a machine that are the same for a person.
/// </summary>
public static class Invisible
{
    /// <summary>True where a character is not seen.</summary>
    public static bool Is(Rune rune) => rune.Value >= FirstBeyondAscii && (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format || IsFillerOrSelector(rune.Value));

    /// <summary>The text without what is not seen; halves of surrogate pairs and U+FFFE become U+FFFD, so that it can be normalised.</summary>
    public static string Remove(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Ascii.IsValid(text))
        {
            return text;
        }

        var output = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == NotACharacter)
            {
                output.Append((char)Rune.ReplacementChar.Value);
            }
            else if (!Is(rune))
            {
                output.Append(rune);
            }
        }

        return output.Length == text.Length && output.Equals(text) ? text : output.ToString();
    }

    private const int FirstBeyondAscii = 0x80;
    private const int NotACharacter = 0xFFFE;

    private static bool IsFillerOrSelector(int value) => value is
        0x034F // combining grapheme joiner
        or 0x115F or 0x1160 or 0x3164 or 0xFFA0 // Hangul fillers, which are letters to Unicode
        or 0x17B4 or 0x17B5 // Khmer vowels that are not written
        or (>= 0x180B and <= 0x180F) // Mongolian variation selectors
        or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF); // variation selectors
}
