using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Gates;
using OpenLedger.Datanets.Tests.Suites;

namespace OpenLedger.Datanets.Tests.Gates;

/// <summary>What the gates say of entries that people wrote with care, and of ten kinds of junk. The bars are those of the design.</summary>
public class JunkSuiteTests(ITestOutputHelper output)
{
    private const double MostBlocked = 0.001;
    private const double MostFlagged = 0.06;
    private const double LeastMash = 0.99;
    private const string Mash = "keyboard mash";
    private const string Salad = "word salad";

    private static readonly GateRules Rules = new() { Languages = ["en"] };

    [Fact]
    public void Check_OfEntriesThatPeopleWrote_DisturbsFew() => AssertClean(Corpus.Gsm8k().Take(LongRun.Of(1500, 7473)));

    [Fact]
    public void Check_OfInventedEntries_DisturbsFew() => AssertClean(Corpus.Generated(LongRun.Of(1500, 20_000)));

    [Fact]
    public void Check_OfJunk_SeesIt()
    {
        using var preflight = Taught();
        var each = LongRun.Of(100, 500);
        var junk = new Junk(31, Vocabulary());
        var whole = 0;
        foreach (var kind in Junk.Kinds)
        {
            var found = Enumerable.Range(0, each).Select(_ => junk.Of(kind)).Count(row => IsSeen(preflight, row));
            output.WriteLine($"{kind}: {found} of {each}");
            whole += found == each ? 1 : 0;
            Assert.True(kind is Salad || found >= LeastMash * each, $"{kind}: {found} of {each}");
        }

        Assert.InRange(whole, 8, Junk.Kinds.Count);
    }

    private void AssertClean(IEnumerable<(string Prompt, string Response)> rows)
    {
        using var preflight = new Preflight(Rules);
        var findings = rows.Select(row => preflight.Check(EntryContent.PromptResponse(row.Prompt, row.Response))).ToList();
        var blocked = findings.Count(list => list.Any(finding => finding.Severity == Severity.Block));
        var flagged = findings.Count(list => list.Any(finding => finding.Severity == Severity.Flag));
        output.WriteLine($"{findings.Count} entries: {blocked} blocked, {flagged} flagged");
        foreach (var rule in findings.SelectMany(list => list).GroupBy(finding => finding.Rule))
        {
            output.WriteLine($"  {rule.Key}: {rule.Count()}, {rule.First().Cause} {rule.First().Evidence.Measured}");
        }

        Assert.InRange((double)blocked / findings.Count, 0, MostBlocked);
        Assert.InRange((double)flagged / findings.Count, 0, MostFlagged);
    }

    private static bool IsSeen(Preflight preflight, (string Prompt, string Response) row) =>
        preflight.Check(EntryContent.PromptResponse(row.Prompt, row.Response)).Any(finding => finding.Severity >= Severity.Flag);

    /// <summary>A Datanet that has seen some hundred entries of its own.</summary>
    private static Preflight Taught()
    {
        var preflight = new Preflight(Rules);
        preflight.Import([.. Corpus.Generated(400, seed: 77).Select((row, place) => new NewEntry(Corpus.Id(place), EntryContent.PromptResponse(row.Prompt, row.Response)))], 2, CancellationToken.None);
        return preflight;
    }

    private static List<string> Vocabulary() =>
        [.. Corpus.Generated(300, seed: 9).SelectMany(row => row.Response.Split(' ')).Where(word => word.Length > 2 && word.All(char.IsAsciiLetterLower)).Distinct()];
}
