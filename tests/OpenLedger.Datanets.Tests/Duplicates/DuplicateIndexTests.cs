using OpenLedger.Datanets.Duplicates;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Tests.Suites;

namespace OpenLedger.Datanets.Tests.Duplicates;

public class DuplicateIndexTests
{
    private const string Question = "How do I keep the old garden tools from rusting over the winter?";
    private const string Answer = "Clean them, dry them well, rub them with a little oil and hang them in a dry shed until spring comes.";

    [Fact]
    public void Find_OfACopyInOtherCase_IsTheSame() => Assert.Equal(MatchKind.Same, Kind(Question.ToUpperInvariant(), Answer + "!!"));

    [Fact]
    public void Find_OfANearCopy_IsADuplicate_WithItsSimilarity()
    {
        var match = Assert.Single(Find(Question.Replace("old", "new", StringComparison.Ordinal), Answer).Matches);

        Assert.Equal(MatchKind.Duplicate, match.Kind);
        Assert.Equal(Corpus.Id(1), match.Id);
        Assert.InRange(match.Jaccard, 0.8, 0.99);
    }

    [Fact]
    public void Find_OfTheSamePromptWithAnotherResponse_IsAnAlternative()
    {
        var answer = Find(Question, "Sell them in autumn and buy new ones from the smith when the snow has gone.");

        Assert.Equal(MatchKind.AlternativeResponse, Assert.Single(answer.Matches).Kind);
        Assert.Equal(1, answer.AlternativeResponses);
    }

    [Fact]
    public void Find_OfTheSameLongResponseUnderAnotherPrompt_IsTold() =>
        Assert.Equal(MatchKind.SameResponse, Kind("Write me a poem about the sea, please.", Answer));

    [Fact]
    public void Find_OfTheSameShortResponse_IsNothing()
    {
        using var index = IndexOf(("Is water wet?", "Yes, it is."));

        Assert.Empty(index.Find(Corpus.Entry(("May dogs eat grapes?", "Yes, it is."))).Matches);
    }

    [Theory]
    [InlineData("cat", "dog")]
    [InlineData("?", "!")]
    [InlineData("", "")]
    [InlineData("C# factorial", "C++ factorial")]
    public void Find_OfShortTexts_ConfusesNone(string one, string other)
    {
        using var index = IndexOf((one, "1"));

        Assert.DoesNotContain(index.Find(Corpus.Entry((other, "2"))).Matches, match => match.Kind is MatchKind.Same or MatchKind.Duplicate);
    }

    [Fact]
    public void Find_OfAOneLinerHandedInAgain_IsADuplicate()
    {
        using var index = IndexOf(("Say cheese", "Cheese it is"));

        Assert.Equal(MatchKind.Same, Assert.Single(index.Find(Corpus.Entry(("say cheese!", "cheese, it is"))).Matches).Kind);
        Assert.Equal(MatchKind.Duplicate, Assert.Single(index.Find(Corpus.Entry(("Say cheese", "Cheese it is!!1"))).Matches).Kind);
    }

    [Fact]
    public void Find_OfItsOwnRevision_LeavesItselfOut()
    {
        using var index = IndexOf((Question, Answer));

        Assert.Empty(index.Find(Corpus.Entry((Question, Answer)), except: Corpus.Id(1)).Matches);
        Assert.Empty(index.Find(Corpus.Entry((Question, Answer + " Or not.")), except: Corpus.Id(1)).Matches);
    }

    [Fact]
    public void Add_OfARevision_ForgetsWhatWasThere()
    {
        using var index = IndexOf((Question, Answer));

        index.Add(Corpus.Id(1), Corpus.Entry(("What is a fern?", "A plant without flowers that likes shade and damp ground.")));

        Assert.Empty(index.Find(Corpus.Entry((Question, Answer))).Matches);
        Assert.NotEmpty(index.Find(Corpus.Entry(("What is a fern?", "A plant without flowers that likes shade and damp ground."))).Matches);
        Assert.Equal(1, index.Count);
    }

    [Fact]
    public void Remove_OfAnEntry_ForgetsIt()
    {
        using var index = IndexOf((Question, Answer));

        index.Remove(Corpus.Id(1));
        index.Remove(Corpus.Id(1));

        Assert.Equal(0, index.Count);
        Assert.Empty(index.Find(Corpus.Entry((Question, Answer))).Matches);
    }

    [Fact]
    public void Find_AmongManyNearCopies_TellsThatTheyFollowAPattern()
    {
        using var index = new DuplicateIndex();
        for (var copy = 0; copy < 260; copy++)
        {
            index.Add(Corpus.Id(copy), Corpus.Entry((Question, $"{Answer} Said number {copy}.")));
        }

        var answer = index.Find(Corpus.Entry((Question, $"{Answer} Said number 999.")));

        Assert.True(answer.FollowsAPattern);
        Assert.Equal(new DuplicateOptions().MostMatches, answer.Matches.Count);
    }

    [Fact]
    public void AddAll_OfASourceThatBreaks_LeavesTheIndexAsItWas()
    {
        using var index = IndexOf((Question, Answer));

        Assert.Throws<InvalidOperationException>(() => index.AddAll(Breaking(), 2, CancellationToken.None));

        Assert.Equal(1, index.Count);
        Assert.Empty(index.Find(Corpus.Entry(("What is a fern?", "A plant."))).Matches);
    }

    [Fact]
    public void AddAll_OfRevisionsThatBreaks_LeavesWhatTheyReplace()
    {
        using var index = IndexOf((Question, Answer));

        Assert.Throws<InvalidOperationException>(() => index.AddAll(Breaking(firstId: 1), 2, CancellationToken.None));

        Assert.Equal(1, index.Count);
        Assert.Equal(MatchKind.Same, Assert.Single(index.Find(Corpus.Entry((Question, Answer))).Matches).Kind);
        Assert.Equal(MatchKind.Duplicate, Assert.Single(index.Find(Corpus.Entry((Question + " Please", Answer))).Matches).Kind);
    }

    [Fact]
    public void Renew_ThatIsCutShort_LosesNothing_AndIsStillDue()
    {
        // A header that becomes a template only now, so that everything has to be signed anew.
        var header = string.Join(' ', Corpus.Generated(4, seed: 77).Select(row => row.Response));
        var rows = Corpus.Generated(60).Select(row => (Prompt: header + " " + row.Prompt, row.Response)).ToList();
        using var index = new DuplicateIndex();
        for (var place = 0; place < rows.Count; place++)
        {
            index.Add(Corpus.Id(place), Corpus.Entry(rows[place]));
        }

        // Later and later, until it is no longer cut: some cuts fall into the signing, some into the linking.
        for (var delay = 0; index.IsRenewalDue; delay += 20)
        {
            using var cut = new CancellationTokenSource();
            var renewal = Task.Run(() => index.Renew(1, cut.Token), CancellationToken.None);
            Thread.SpinWait(delay);
            cut.Cancel();
            var isCut = Record.Exception(renewal.GetAwaiter().GetResult) is OperationCanceledException;

            Assert.Equal(isCut, index.IsRenewalDue);
            Assert.All(rows[..5], row => Assert.Contains(index.Find(Corpus.Entry((row.Prompt + " Please", row.Response))).Matches, match => match.Kind == MatchKind.Duplicate));
        }
    }

    [Fact]
    public void Add_OfAFewEntries_TakesLittleMemory()
    {
        Corpus.Entry((Question, Answer));
        var entries = Corpus.Generated(20).Select(Corpus.Entry).ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var index = new DuplicateIndex();
        for (var place = 0; place < entries.Length; place++)
        {
            index.Add(Corpus.Id(place), entries[place]);
        }

        // A studio holds hundreds of Datanets, and most are small.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_500_000);
    }

    [Fact]
    public void AddAll_OfTheSameEntriesAgain_AddsNone()
    {
        var rows = Corpus.Generated(500).ToList();
        using var index = new DuplicateIndex();
        index.AddAll(rows.Select((row, place) => (Corpus.Id(place), Corpus.Entry(row))), 2, CancellationToken.None);

        var pairs = index.AddAll(rows.Select((row, place) => (Corpus.Id(10_000 + place), Corpus.Entry(row))), 2, CancellationToken.None);

        Assert.Equal(500, index.Count);
        Assert.Equal(500, pairs.Count);
        Assert.All(pairs, pair => Assert.Equal(MatchKind.Same, pair.Kind));
    }

    private static IEnumerable<(EntryId, CanonicalEntry)> Breaking(int firstId = 7)
    {
        // More than are prepared at once, so that some are in the index before the break.
        for (var place = 0; place < 5000; place++)
        {
            yield return (Corpus.Id(firstId + place), Corpus.Entry(($"What is fern number {place}?", $"Plant number {place}.")));
        }

        yield return (Corpus.Id(firstId + 5000), Corpus.Entry(("What is a fern?", "A plant.")));
        throw new InvalidOperationException("the file was cut");
    }

    [Theory]
    [InlineData(true, MatchKind.Variant)]
    [InlineData(false, MatchKind.Duplicate)]
    public void Find_OfTheSameWithOtherNumbers_IsAVariant_WhereNumbersAreGuarded(bool guarded, MatchKind expected)
    {
        const string More = "The miller measures it every spring, before the ice on the river breaks and the first boats come up from the coast.";
        using var index = new DuplicateIndex(new DuplicateOptions { NumberGuard = guarded });
        index.Add(Corpus.Id(1), Corpus.Entry(("How many litres do 14 barrels hold in the cellar of the old mill?", $"They hold 3500 litres in all, and fill the cellar to the brim. {More}")));

        var found = index.Find(Corpus.Entry(("How many litres do 15 barrels hold in the cellar of the old mill?", $"They hold 3750 litres in all, and fill the cellar to the brim. {More}")));

        Assert.Equal(expected, Assert.Single(found.Matches).Kind);
    }

    private static MatchKind Kind(string prompt, string response) => Assert.Single(Find(prompt, response).Matches).Kind;

    private static DuplicateAnswer Find(string prompt, string response)
    {
        using var index = IndexOf((Question, Answer));
        return index.Find(Corpus.Entry((prompt, response)));
    }

    private static DuplicateIndex IndexOf((string Prompt, string Response) row)
    {
        var index = new DuplicateIndex();
        index.Add(Corpus.Id(1), Corpus.Entry(row));
        return index;
    }
}
