using System.Numerics;
using System.Runtime.InteropServices;

namespace OpenLedger.Datanets.Gates.Languages;

/// <summary>
/// For every three letters that stand in a profile the logarithm of the chance of the third after the other two, in each language (naive
/// Bayes over one to three characters). Three letters that stand in none are judged by the last two, and these by the last one.
/// </summary>
internal sealed class LanguageTable
{
    private const double Lean = 3;
    private const double Unseen = 1.0 / 200;

    // Three letters and the row of their logarithms + 1, the first free slot from where the hash points to; 0 for a free one.
    private readonly (ulong Letters, int Row)[] _rows;
    private readonly float[] _logarithms;
    private readonly int _shift;

    /// <summary>The table of some languages.</summary>
    public LanguageTable(IReadOnlyList<string> codes)
    {
        Codes = codes;
        var counts = codes.Select(code => CountsOf(LanguageProfiles.Texts[code])).ToArray();
        var keys = counts.SelectMany(count => count.Keys).Distinct().Where(key => (key & Sign) != 0).ToArray();
        _logarithms = [.. keys.SelectMany(key => counts.Select(count => (float)Math.Log(Chance(count, key))))];
        _rows = new (ulong, int)[BitOperations.RoundUpToPowerOf2((uint)keys.Length * 2)];
        _shift = 64 - BitOperations.Log2((uint)_rows.Length);
        for (var row = 0; row < keys.Length; row++)
        {
            SlotOf(keys[row]) = (keys[row], row + 1);
        }
    }

    /// <summary>The languages, in the order of the scores.</summary>
    public IReadOnlyList<string> Codes { get; }

    private const ulong Sign = 0xFFFF;
    private const int Bits = 16;

    /// <summary>Adds to each language's score what the last of three letters says.</summary>
    public void AddTo(Span<double> scores, char one, char two, char three)
    {
        var key = ((ulong)one << (2 * Bits)) | ((ulong)two << Bits) | three;
        var row = SlotOf(key).Row;
        row = row > 0 ? row : SlotOf(key & 0xFFFF_FFFF).Row;
        row = row > 0 ? row : SlotOf(key & Sign).Row;
        if (row == 0)
        {
            return;
        }

        var logarithms = _logarithms.AsSpan((row - 1) * scores.Length, scores.Length);
        for (var language = 0; language < scores.Length; language++)
        {
            scores[language] += logarithms[language];
        }
    }

    private ref (ulong Letters, int Row) SlotOf(ulong letters)
    {
        var place = (int)((letters * 0x9E3779B97F4A7C15) >> _shift);
        while (_rows[place].Row != 0 && _rows[place].Letters != letters)
        {
            place = (place + 1) & (_rows.Length - 1);
        }

        return ref _rows[place];
    }

    private static double Chance(Dictionary<ulong, int> counts, ulong key)
    {
        var one = Given(counts, key & Sign, 0, Unseen);
        var two = key > Sign ? Given(counts, key & 0xFFFF_FFFF, (key & 0xFFFF_FFFF) >> Bits << Bits, one) : one;
        return key > 0xFFFF_FFFF ? Given(counts, key, key >> Bits << Bits, two) : two;
    }

    private static double Given(Dictionary<ulong, int> counts, ulong key, ulong context, double shorter) =>
        (counts.GetValueOrDefault(key) + (Lean * shorter)) / (counts.GetValueOrDefault(context) + Lean);

    /// <summary>How often each one, two and three letters stand in a text; with an empty last letter, how often two or one stand before another.</summary>
    private static Dictionary<ulong, int> CountsOf(string text)
    {
        var counts = new Dictionary<ulong, int>();
        var (one, two) = (' ', ' ');
        var letters = new char[text.Length];
        foreach (var three in letters.AsSpan(0, LetterStream.Append(text, letters, 0)))
        {
            foreach (var key in (ReadOnlySpan<ulong>)[three, ((ulong)two << Bits) | three, ((ulong)one << (2 * Bits)) | ((ulong)two << Bits) | three, 0, (ulong)two << Bits, ((ulong)one << (2 * Bits)) | ((ulong)two << Bits)])
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _)++;
            }

            (one, two) = (two, three);
        }

        return counts;
    }
}
