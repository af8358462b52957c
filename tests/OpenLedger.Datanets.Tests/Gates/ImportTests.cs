using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Gates;
using OpenLedger.Datanets.Tests.Suites;

namespace OpenLedger.Datanets.Tests.Gates;

public class ImportTests
{
    [Fact]
    public void Import_OfTheSameFileAgain_AddsNothing()
    {
        using var preflight = new Preflight(new GateRules());
        var first = preflight.Import([.. Entries(500, 0)], 2, CancellationToken.None);
        var again = preflight.Import([.. Entries(500, 1000)], 2, CancellationToken.None);

        Assert.Equal(500, first.Count(entry => entry.IsAdded));
        Assert.DoesNotContain(again, entry => entry.IsAdded);
        Assert.All(again, (entry, place) => Assert.Equal(Corpus.Id(place), Assert.Single(entry.Findings).Evidence.Match!.Value.Id));
        Assert.Equal(500, preflight.Count);
    }

    [Fact]
    public void Import_KeepsOneOfTwoCopies_AndNothingThatIsBlocked()
    {
        using var preflight = new Preflight(new GateRules());
        var good = Entries(1, 5).Single();

        var results = preflight.Import(
            [good, good with { Id = Corpus.Id(2) }, new NewEntry(Corpus.Id(3), EntryContent.PromptResponse("Why is that so?", "")), new NewEntry(Corpus.Id(4), EntryContent.PromptResponse("Why is that so?", "\ud800"))],
            2,
            CancellationToken.None);

        Assert.Equal([false, true, false, false], results.Select(result => result.IsAdded));
        Assert.Equal(Corpus.Id(2), results[0].Findings.Single().Evidence.Match!.Value.Id);
        Assert.Equal(1, preflight.Count);
    }

    [Fact]
    public void AddAll_ChecksNothing_AndComparesWhatIsTheirOwn()
    {
        var header = string.Join(' ', Corpus.Generated(12, seed: 77).Select(row => row.Response))[..1800];
        EntryContent Call((string Prompt, string Response) row) => EntryContent.PromptResponse(header + "\n" + row.Prompt, row.Response);
        using var preflight = new Preflight(new GateRules());

        preflight.AddAll(Corpus.Generated(200).Select((row, place) => (Corpus.Id(place), Call(row))).Append((Corpus.Id(200), EntryContent.PromptResponse("No answer?", ""))), 2, CancellationToken.None);

        Assert.Equal(201, preflight.Count);
        Assert.DoesNotContain(preflight.Check(Call(("When does the ferry to the northern island leave on holidays?", "It leaves at nine, at noon, and once more at sunset."))), finding => finding.Rule == GateRule.NearCopy);
        Assert.Contains(preflight.Check(Call(Corpus.Generated(200).Last())), finding => finding.Rule == GateRule.Copy);
    }

    [Fact]
    public async Task Check_WhileOthersAdd_AnswersAndNeverFails()
    {
        using var preflight = new Preflight(new GateRules { Languages = ["en"] });
        var entries = Entries(3000, 0).ToArray();
        preflight.Import(entries[..1000], 2, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(reader => Task.Run(() =>
        {
            var asked = 0;
            for (; !stop.IsCancellationRequested || asked < 100; asked++)
            {
                Assert.Contains(preflight.Check(entries[(asked * 7) % 1000].Content), finding => finding.Rule == GateRule.Copy);
            }

            return asked;
        })).ToArray();

        for (var place = 1000; place < 3000; place += 500)
        {
            preflight.Import(entries[place..(place + 250)], 2, CancellationToken.None);
            foreach (var entry in entries[(place + 250)..(place + 500)])
            {
                preflight.Add(entry.Id, entry.Content);
            }
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(readers), asked => Assert.True(asked >= 100));
        Assert.Equal(3000, preflight.Count);
    }

    private static IEnumerable<NewEntry> Entries(int count, int firstId) =>
        Corpus.Generated(count, seed: 3).Select((row, place) => new NewEntry(Corpus.Id(firstId + place), EntryContent.PromptResponse(row.Prompt, row.Response)));
}
