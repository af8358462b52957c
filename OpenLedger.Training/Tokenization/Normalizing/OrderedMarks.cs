using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace OpenLedger.Training.Tokenization.Normalizing;

/// <summary>
/// Brings long rows of combining marks into their canonical order before the framework normalizes them. It moves each mark to its place
/// by itself, which takes the square of their number: 320,000 kept a processor busy for a minute. The order is the one that every form
/// gives them (Unicode 3.11, D109: by combining class, within a class as they stood), so what comes out is the same.
/// </summary>
internal sealed class OrderedMarks(NormalizationForm form)
{
    private const int MostInARow = 30;
    private const int FirstMark = 0x300;
    private const int LastMark = 0x1FFFF;
    private const char HalfWidthVoiced = '\uFF9E';
    private const char HalfWidthSemiVoiced = '\uFF9F';

    // A mark that goes behind all others, and one that goes before all others: whatever has a class changes places with one of them.
    private const string Last = "\u0345";
    private const string First = "\u0334";

    private static readonly Lazy<Dictionary<int, int>> Classes = new(ReadClasses);

    private readonly NormalizationForm _apart = form is NormalizationForm.FormKC or NormalizationForm.FormKD ? NormalizationForm.FormKD : NormalizationForm.FormD;
    private readonly ConcurrentDictionary<int, int[]> _marks = [];

    /// <summary>The text in its form.</summary>
    /// <exception cref="ArgumentException">It holds half of a surrogate pair.</exception>
    public string Normalize(string text) => (HasLongRow(text) ? InOrder(text) : text).Normalize(form);

    private static bool HasLongRow(string text)
    {
        var inARow = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] < FirstMark)
            {
                inARow = 0;
            }
            else if (!char.IsLowSurrogate(text[at]))
            {
                inARow = MayBeMark(text, at) ? inARow + 1 : 0;
            }

            if (inARow > MostInARow)
            {
                return true;
            }
        }

        return false;
    }

    private static bool MayBeMark(string text, int at) => text[at] is HalfWidthVoiced or HalfWidthSemiVoiced || IsMark(CharUnicodeInfo.GetUnicodeCategory(text, at));

    private static bool IsMark(UnicodeCategory category) => category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private string InOrder(string text)
    {
        var (ordered, row) = (new StringBuilder(text.Length), new List<int>());
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value >= FirstMark && MarksOf(rune) is { Length: > 0 } marks)
            {
                row.AddRange(marks);
                continue;
            }

            Flush(row, ordered);
            ordered.Append(rune);
        }

        Flush(row, ordered);
        return ordered.ToString();
    }

    private static void Flush(List<int> row, StringBuilder ordered)
    {
        foreach (var mark in row.OrderBy(mark => Classes.Value[mark]))
        {
            ordered.Append(new Rune(mark));
        }

        row.Clear();
    }

    /// <summary>The marks that a character is made of; none where it is no mark, or one that stays where it stands.</summary>
    private int[] MarksOf(Rune rune) => _marks.GetOrAdd(rune.Value, _ =>
    {
        var parts = rune.ToString().Normalize(_apart).EnumerateRunes().Select(part => part.Value).ToArray();
        return Array.TrueForAll(parts, Classes.Value.ContainsKey) ? parts : [];
    });

    /// <summary>The place of each mark among the combining classes, as the framework orders two at a time.</summary>
    private static Dictionary<int, int> ReadClasses()
    {
        var marks = Enumerable.Range(FirstMark, LastMark - FirstMark + 1)
            .Where(code => code is (< 0xD800 or > 0xDFFF) && IsMark(CharUnicodeInfo.GetUnicodeCategory(code)))
            .Select(code => (Code: code, Text: char.ConvertFromUtf32(code)))
            .Where(mark => mark.Text.IsNormalized(NormalizationForm.FormD) && (Swaps(Last, mark.Text) || Swaps(mark.Text, First)))
            .Order(Comparer<(int Code, string Text)>.Create((one, other) => Swaps(one.Text, other.Text) ? 1 : Swaps(other.Text, one.Text) ? -1 : 0))
            .ToList();
        var (classes, place) = (new Dictionary<int, int>(marks.Count), 0);
        for (var at = 0; at < marks.Count; at++)
        {
            place += at > 0 && Swaps(marks[at].Text, marks[at - 1].Text) ? 1 : 0;
            classes[marks[at].Code] = place;
        }

        return classes;
    }

    private static bool Swaps(string one, string other) => !(one + other).IsNormalized(NormalizationForm.FormD);
}
