using System.Globalization;
using OpenLedger.Datanets.Contamination;
using OpenLedger.Datanets.Tests.Suites;
using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Tests.Contamination;

/// <summary>Questions of a test set leak into training data, some of their words replaced; the rest of the data is clean. The bars are those of the design.</summary>
public class LeakSuiteTests(ITestOutputHelper output)
{
    private const double BlockAt = 0.20;
    private const double MostCleanBlocked = 0.001;

    [Fact]
    public void Leaks_OfGsm8k_AreFound_AndCleanRowsAreNot()
    {
        var rows = Corpus.Gsm8k();
        var (clean, test) = (rows.Take(rows.Count - Corpus.TestRows).ToList(), rows.Skip(rows.Count - Corpus.TestRows).ToList());
        var index = new ContaminationIndex();
        for (var item = 0; item < test.Count; item++)
        {
            index.Add(new EvaluationItem("test", $"{item}", [test[item].Prompt, test[item].Response]));
        }

        var covers = clean.Select(row => Cover(index, row)).ToList();
        output.WriteLine($"clean: {Share(covers, 0.0001)} with any phrase, {Share(covers, BlockAt)} blocked");
        var wrong = clean.Count(row => index.Find(Corpus.Entry(row)) is [{ Cover: >= BlockAt } leak, ..] && !AreSiblings(row.Prompt, test[int.Parse(leak.Item, CultureInfo.InvariantCulture)].Prompt));
        output.WriteLine($"blocked without being the test question told another way: {wrong}");
        Assert.InRange(wrong, 0, MostCleanBlocked * clean.Count);
        Assert.InRange(covers.Count(cover => cover >= BlockAt), 0, 2 * MostCleanBlocked * clean.Count);

        var vocabulary = clean.SelectMany(row => row.Prompt.Split(' ')).Where(word => word.Length > 0 && word.All(char.IsLetter)).Distinct().ToList();
        foreach (var (share, leastBlocked, leastFound) in ((double, double, double)[])[(0, 1, 1), (0.05, 0.98, 0.99), (0.10, 0.90, 0.99), (0.20, 0, 0.85)])
        {
            var edits = new Edits(11, vocabulary);
            var leaked = test.Select(row => share == 0 ? row : (edits.SwapWords(row.Prompt, share), edits.SwapWords(row.Response, share))).Select(row => Cover(index, row)).ToList();
            output.WriteLine($"{share:P0} of words replaced: {Share(leaked, 0.0001)} found, {Share(leaked, BlockAt)} blocked");
            Assert.True(leaked.Count(cover => cover >= BlockAt) >= leastBlocked * test.Count, $"{share:P0}: {Share(leaked, BlockAt)} blocked");
            Assert.True(leaked.Count(cover => cover > 0) >= leastFound * test.Count, $"{share:P0}: {Share(leaked, 0.0001)} found");
        }
    }

    /// <summary>
    /// GSM8K train holds some questions twice, told another way: "Josie received $50 as a gift ..." and "Amanda received $50 as a gift ...".
    /// Where its last rows stand for a test set, such a row is a leak, not a clean one.
    /// </summary>
    private static bool AreSiblings(string one, string other)
    {
        var (left, right) = (CanonicalText.Of(one).Words.Split(' ').ToHashSet(), CanonicalText.Of(other).Words.Split(' ').ToHashSet());
        return left.Intersect(right).Count() >= 0.5 * left.Union(right).Count();
    }

    private static double Cover(ContaminationIndex index, (string Prompt, string Response) row) =>
        index.Find(Corpus.Entry(row)).Select(leak => leak.Cover).FirstOrDefault();

    private static string Share(List<double> covers, double least) => $"{100.0 * covers.Count(cover => cover >= least) / covers.Count:F2} %";
}
