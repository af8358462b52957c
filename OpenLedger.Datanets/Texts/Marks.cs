using System.Globalization;
using System.Text;

namespace OpenLedger.Datanets.Texts;

/// <summary>
/// Marks that stand on letters. No script needs more than a few in a row, and to bring many into their order takes the square of their number:
/// 320,000 kept a processor busy for a minute. So no more than 30 in a row are ever normalised (UAX #15, section 13).
/// </summary>
internal static class Marks
{
    private const int MostInARow = 30;
    private const char First = '\u0300';

    /// <summary>From a place on the first mark that is one too many in its row; -1 where there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to begin.</param>
    public static int FirstTooMany(ReadOnlySpan<char> text, int from)
    {
        var inARow = 0;
        for (var at = from; at < text.Length; at++)
        {
            inARow = text[at] >= First && IsMark(text, at) ? inARow + 1 : char.IsLowSurrogate(text[at]) ? inARow : 0;
            if (inARow > MostInARow)
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Where a row of marks ends.</summary>
    public static int EndOfRow(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && (char.IsLowSurrogate(text[at]) || IsMark(text, at)))
        {
            at++;
        }

        return at;
    }

    /// <summary>The text without those that are too many.</summary>
    public static string Cap(string text)
    {
        StringBuilder? kept = null;
        var from = 0;
        for (var at = FirstTooMany(text, 0); at >= 0; at = FirstTooMany(text, from))
        {
            (kept ??= new StringBuilder(text.Length)).Append(text, from, at - from);
            from = EndOfRow(text, at);
        }

        return kept is null ? text : kept.Append(text, from, text.Length - from).ToString();
    }

    private static bool IsMark(ReadOnlySpan<char> text, int at)
    {
        var category = char.IsHighSurrogate(text[at]) && Rune.DecodeFromUtf16(text[at..], out var rune, out _) == System.Buffers.OperationStatus.Done
            ? Rune.GetUnicodeCategory(rune)
            : CharUnicodeInfo.GetUnicodeCategory(text[at]);
        return category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
    }
}
