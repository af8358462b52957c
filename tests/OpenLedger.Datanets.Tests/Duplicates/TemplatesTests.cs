using OpenLedger.Datanets.Duplicates;
using OpenLedger.Datanets.Tests.Suites;

namespace OpenLedger.Datanets.Tests.Duplicates;

/// <summary>What many entries begin with does not make them copies, and copies of a pattern stay copies.</summary>
public class TemplatesTests(ITestOutputHelper output)
{
    [Fact]
    public void AddAll_OfToolCallsWithOneLongHeader_CallsHardlyAnyADuplicate()
    {
        var count = LongRun.Of(3000, 10_000);
        var header = string.Join(' ', Corpus.Generated(12, seed: 77).Select(row => row.Response))[..1800];
        using var index = new DuplicateIndex();

        var pairs = index.AddAll(
            Corpus.Generated(count).Select((row, place) => (Corpus.Id(place), Corpus.Entry((header + "\n\n" + row.Prompt, Call(place) + row.Response[..Math.Min(160, row.Response.Length)])))),
            2,
            CancellationToken.None);

        var lost = pairs.Where(pair => pair.Kind is MatchKind.Same or MatchKind.Duplicate).Select(pair => pair.Id).Distinct().Count();
        output.WriteLine($"{lost} of {count} called duplicates; {header.Split(' ').Length} words of header");
        Assert.InRange(lost, 0, count / 100);
    }

    [Fact]
    public void Find_OfACallWithTheHeader_ComparesWhatIsItsOwn()
    {
        var header = string.Join(' ', Corpus.Generated(12, seed: 77).Select(row => row.Response))[..1800];
        using var index = new DuplicateIndex();
        index.AddAll(Corpus.Generated(200).Select((row, place) => (Corpus.Id(place), Corpus.Entry((header + "\n" + row.Prompt, row.Response)))), 2, CancellationToken.None);
        var (prompt, response) = Corpus.Generated(200).Last();

        Assert.Empty(index.Find(Corpus.Entry((header + "\nWhen does the ferry to the northern island leave on holidays?", "It leaves at nine, at noon, and once more at sunset."))).Matches);
        Assert.Equal(MatchKind.Duplicate, Assert.Single(index.Find(Corpus.Entry((header + "\n" + prompt + " Please.", response))).Matches).Kind);
    }

    [Fact]
    public void AddAll_OfOneLongTextWithWordsSwapped_StillCallsItDuplicates()
    {
        // Many enough that all its phrases count as a template: nothing of their own is left but single words.
        var spam = string.Join(' ', Corpus.Generated(8, seed: 78).Select(row => row.Response));
        var edits = new Edits(5, ["harbour", "violet", "seven", "rather", "umbrella"]);
        var rows = Corpus.Generated(500).Concat(Enumerable.Range(0, 80).Select(_ => ("Tell me something.", edits.SwapWords(spam, 0.04)))).ToList();
        using var index = new DuplicateIndex();

        var pairs = index.AddAll(rows.Select((row, place) => (Corpus.Id(place), Corpus.Entry(row))), 2, CancellationToken.None);

        Assert.True(pairs.Where(pair => pair.Id >= Corpus.Id(500)).Select(pair => pair.Id).Distinct().Count() >= 78);
    }

    private static string Call(int place) => $$$"""{"name": "tool_{{{place % 37}}}", "arguments": {"key": {{{place}}}, "mode": "fast"}} """;
}
