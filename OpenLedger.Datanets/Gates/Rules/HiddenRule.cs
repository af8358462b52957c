using System.Buffers;
using System.Text;
using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Gates.Rules;

/// <summary>
/// G04, as advice: characters that nobody sees and that a model reads all the same — tags, overrides of the writing direction, zero-width
/// spaces. Joiners, direction marks, soft hyphens and variation selectors belong to scripts and emoji and stay.
/// </summary>
internal static class HiddenRule
{
    private const int FirstTag = 0xE0000;
    private const int LastTag = 0xE007F;
    private const int BlackFlag = 0x1F3F4;

    // Every tag character begins with this half of a pair.
    private const char TagHalf = '\uDB40';

    private static readonly SearchValues<char> Suspects = SearchValues.Create(
        [.. Range(0x200B, 0x200B), .. Range(0x202A, 0x202E), .. Range(0x2060, 0x2064), .. Range(0x2066, 0x206F), .. Range(0xFFF9, 0xFFFB), '\uFEFF', '\u115F', '\u1160', '\u3164', '\uFFA0', TagHalf]);

    public static void Check(Examined entry)
    {
        List<FindingPlace>? places = null;
        var count = 0;
        for (var part = 0; part < entry.Content.Parts.Count; part++)
        {
            foreach (var span in Find(entry.Content.Parts[part].Text))
            {
                count++;
                places ??= [];
                if (places.Count < Finding.MostPlaces)
                {
                    places.Add(entry.Place(part, span));
                }
            }
        }

        if (places is not null)
        {
            entry.Add(new Finding(GateRule.Control, Severity.Flag, new FindingText(FindingWords.Unseen, count), new FindingText(FindingWords.RemoveThem))
            {
                Places = places,
                Fix = FindingFix.RemoveControls,
            });
        }
    }

    /// <summary>Where they stand, in the order of the text.</summary>
    public static IEnumerable<TextSpan> Find(string text)
    {
        var isFlag = false;
        for (var at = text.AsSpan().IndexOfAny(Suspects); at >= 0 && at < text.Length;)
        {
            _ = Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            var isTag = rune.Value is >= FirstTag and <= LastTag;

            // The flags of England, Scotland and Wales are a black flag with tags behind it.
            isFlag = isTag && (isFlag || EndsWithFlag(text, at));
            if (isTag ? !isFlag : text[at] != TagHalf)
            {
                yield return new TextSpan(at, at + length);
            }

            at += length;
            if (at < text.Length && !Suspects.Contains(text[at]))
            {
                var next = text.AsSpan(at).IndexOfAny(Suspects);
                (at, isFlag) = (next < 0 ? text.Length : at + next, false);
            }
        }
    }

    private static bool EndsWithFlag(string text, int end) => end >= 2 && char.IsSurrogatePair(text, end - 2) && char.ConvertToUtf32(text, end - 2) == BlackFlag;

    private static IEnumerable<char> Range(int first, int last) => Enumerable.Range(first, last - first + 1).Select(code => (char)code);
}
