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

    // The letters a to z and the space between words.
    private const int Plain = 27;

    private readonly Dictionary<ulong, int> _rows = [];

    // The row of each three plain letters, which most are; -1 where not even the last one is known.
    private readonly int[] _plainRows = new int[Plain * Plain * Plain];
    private readonly List<float> _logarithms = [];

    /// <summary>The table of some languages.</summary>
    public LanguageTable(IReadOnlyList<string> codes)
    {
        Codes = codes;
        var counts = codes.Select(code => CountsOf(LanguageProfiles.Texts[code])).ToArray();
        foreach (var key in counts.SelectMany(count => count.Keys).Distinct().Where(key => (key & Sign) != 0))
        {
            _rows[key] = _logarithms.Count;
            _logarithms.AddRange(counts.Select(count => (float)Math.Log(Chance(count, key))));
        }

        for (var place = 0; place < _plainRows.Length; place++)
        {
            _plainRows[place] = RowOf(LetterAt(place / (Plain * Plain)), LetterAt(place / Plain % Plain), LetterAt(place % Plain));
        }
    }

    /// <summary>The languages, in the order of the scores.</summary>
    public IReadOnlyList<string> Codes { get; }

    private const ulong Sign = 0xFFFF;
    private const int Bits = 16;

    /// <summary>Adds to each language's score what the last of three letters says.</summary>
    public void AddTo(Span<double> scores, char one, char two, char three)
    {
        var (first, second, third) = (PlaceOf(one), PlaceOf(two), PlaceOf(three));
        var row = first < Plain && second < Plain && third < Plain ? _plainRows[(((first * Plain) + second) * Plain) + third] : RowOf(one, two, three);
        if (row < 0)
        {
            return;
        }

        var logarithms = CollectionsMarshal.AsSpan(_logarithms).Slice(row, scores.Length);
        for (var language = 0; language < scores.Length; language++)
        {
            scores[language] += logarithms[language];
        }
    }

    private int RowOf(char one, char two, char three)
    {
        var key = ((ulong)one << (2 * Bits)) | ((ulong)two << Bits) | three;
        return _rows.TryGetValue(key, out var row) || _rows.TryGetValue(key & 0xFFFF_FFFF, out row) || _rows.TryGetValue(key & Sign, out row) ? row : -1;
    }

    private static uint PlaceOf(char letter) => letter == ' ' ? Plain - 1 : (uint)(letter - 'a') < Plain - 1 ? (uint)(letter - 'a') : Plain;

    private static char LetterAt(int place) => place == Plain - 1 ? ' ' : (char)('a' + place);

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
