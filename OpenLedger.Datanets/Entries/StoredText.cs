using System.Text;
using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Entries;

/// <summary>The form in which texts are stored, trained on and released: as written, with one spelling of line ends and of accents (NFC).</summary>
public static class StoredText
{
    private const char NotACharacter = '\uFFFE';

    /// <summary>
    /// Line ends as line feeds, Unicode form NFC. A text with half a surrogate pair, with the noncharacter U+FFFE that the framework refuses to
    /// normalise, or with more than thirty marks on one letter keeps its accents as they are; a gate names it.
    /// </summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.Contains('\r', StringComparison.Ordinal)
            ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')
            : text;
        var isAsItIs = Ascii.IsValid(lines) || HasLoneSurrogate(lines) || lines.Contains(NotACharacter, StringComparison.Ordinal) || Marks.FirstTooMany(lines, 0) >= 0;
        return isAsItIs ? lines : lines.Normalize(NormalizationForm.FormC);
    }

    /// <summary>True where the text holds half of a surrogate pair, which no encoding can write.</summary>
    public static bool HasLoneSurrogate(ReadOnlySpan<char> text) => FirstLoneSurrogate(text) >= 0;

    /// <summary>Where the first half of a surrogate pair stands that has no other half; -1 where there is none.</summary>
    public static int FirstLoneSurrogate(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
            {
                continue;
            }

            if (!char.IsHighSurrogate(text[at]) || at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1]))
            {
                return at;
            }

            at++;
        }

        return -1;
    }
}
