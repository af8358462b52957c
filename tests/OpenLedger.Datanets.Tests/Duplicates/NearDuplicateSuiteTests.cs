using OpenLedger.Datanets.Duplicates;
using OpenLedger.Datanets.Tests.Suites;

namespace OpenLedger.Datanets.Tests.Duplicates;

/// <summary>
/// The edit suite: entries that people wrote and invented ones, each edited as people edit to hand in again, and asked for. The bars are
/// those of the design; what was measured stands in docs/experiments.md.
/// </summary>
public class NearDuplicateSuiteTests(ITestOutputHelper output)
{
    private const double MostCleanDuplicates = 0.015;
    private const double MostNumbersCalledDuplicates = 0.002;
    private const double LeastMacroF1 = 0.95;

    private static readonly Dictionary<string, double> LeastFound = new()
    {
        ["case and punctuation"] = 0.99,
        ["typos in 2 %"] = 0.99,
        ["5 % of words"] = 0.98,
        ["10 % of words"] = 0.83,
        ["wrap"] = 0.95,
        ["cut"] = 0.99,
        ["shuffle"] = 0.99,
        ["lookalikes"] = 0.99,
    };

    [Fact]
    public void Edits_OfInventedEntries_AreFound() => Check([.. Corpus.Generated(LongRun.Of(3000, 7000))]);

    [Fact]
    public void Edits_OfEntriesThatPeopleWrote_AreFound() => Check([.. Corpus.Gsm8k(), .. Corpus.Generated(LongRun.Of(0, 6885))]);

    private void Check(List<(string Prompt, string Response)> rows)
    {
        using var index = new DuplicateIndex();
        var pairs = index.AddAll(rows.Select((row, place) => (Corpus.Id(place), Corpus.Entry(row))), 2, CancellationToken.None);
        var clean = Count(pairs, MatchKind.Same, MatchKind.Duplicate);
        var alike = Count(pairs, MatchKind.Same, MatchKind.Duplicate, MatchKind.Similar);
        output.WriteLine($"clean: {Share(clean, rows.Count)} duplicates, {Share(alike, rows.Count)} with similar ones");
        Assert.InRange((double)clean / rows.Count, 0, MostCleanDuplicates);

        var edits = new Edits(7, Vocabulary(rows));
        var bases = Bases(rows.Count);
        var (found, asked) = (0, 0);
        foreach (var (name, least) in LeastFound)
        {
            var kinds = Ask(index, rows, bases, edits, name);
            var shown = kinds.Count(kind => kind is not null);
            Assert.True(shown >= least * bases.Length, $"{name}: {Share(shown, bases.Length)} found, at least {least:P0} must be");
            found += shown;
            asked += bases.Length;
        }

        // Entries without numbers stay what they are.
        var withNumbers = bases.Where(place => (rows[place].Prompt + rows[place].Response).Any(char.IsAsciiDigit)).ToArray();
        var wrong = Ask(index, rows, withNumbers, edits, "numbers").Count(kind => kind is MatchKind.Same or MatchKind.Duplicate);
        Assert.InRange((double)wrong / withNumbers.Length, 0, MostNumbersCalledDuplicates);

        var score = MacroF1(found, asked - found, rows.Count - alike + withNumbers.Length - wrong, alike + wrong);
        output.WriteLine($"macro-F1 {score:F3}");
        Assert.InRange(score, LeastMacroF1, 1);
    }

    private List<MatchKind?> Ask(DuplicateIndex index, List<(string Prompt, string Response)> rows, int[] bases, Edits edits, string name)
    {
        var kinds = bases
            .Select(place => index.Find(Corpus.Entry(edits.Apply(name, rows[place]))).Matches.Where(match => match.Id == Corpus.Id(place)).Select(match => (MatchKind?)match.Kind).FirstOrDefault())
            .ToList();
        output.WriteLine($"{name}: {string.Join(", ", kinds.GroupBy(kind => $"{kind}").OrderBy(group => group.Key).Select(group => $"{(group.Key.Length == 0 ? "nothing" : group.Key)} {Share(group.Count(), kinds.Count)}"))}");
        return kinds;
    }

    private static int Count(IReadOnlyList<DuplicatePair> pairs, params MatchKind[] kinds) =>
        pairs.Where(pair => kinds.Contains(pair.Kind)).Select(pair => pair.Id).Distinct().Count();

    /// <summary>The mean of the F1 of copies and the F1 of entries of their own.</summary>
    private static double MacroF1(int truePositives, int falseNegatives, int trueNegatives, int falsePositives)
    {
        var wrong = falseNegatives + falsePositives;
        return ((2.0 * truePositives / ((2.0 * truePositives) + wrong)) + (2.0 * trueNegatives / ((2.0 * trueNegatives) + wrong))) / 2;
    }

    private static int[] Bases(int rows)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, rows).OrderBy(_ => random.Next()).Take(LongRun.Of(400, 3000))];
    }

    private static List<string> Vocabulary(List<(string Prompt, string Response)> rows) =>
        [.. rows.SelectMany(row => $"{row.Prompt} {row.Response}".Split(' ')).Where(word => word.Length > 0 && word.All(char.IsLetter)).Distinct()];

    private static string Share(int part, int whole) => $"{100.0 * part / whole:F1} %";
}
