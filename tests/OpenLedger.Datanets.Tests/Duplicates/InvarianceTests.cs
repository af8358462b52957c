using OpenLedger.Datanets.Duplicates;
using OpenLedger.Datanets.Tests.Suites;

namespace OpenLedger.Datanets.Tests.Duplicates;

/// <summary>Which pairs there are follows from the entries: not from the order in which they come, nor from the number of threads.</summary>
public class InvarianceTests
{
    private static readonly List<(long Place, (string Prompt, string Response) Row)> Rows = [.. RowsWithCopies()];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(3, 5)]
    public void AddAll_InAnyOrderAndWithAnyThreads_FindsTheSamePairs(int seed, int threads)
    {
        var expected = Pairs(Rows, 1);
        var shuffled = Rows.ToArray();
        new Random(seed).Shuffle(shuffled);

        var pairs = Pairs(shuffled, threads);

        Assert.True(expected.Count > 300, "the rows must have copies");
        Assert.Equal(expected, pairs);
    }

    [Fact]
    public void Add_OneByOneInAnyOrder_FindsTheSameNeighbours()
    {
        // Few enough near-copies of each entry that no limit is reached; a copy that came first is "the other" of the pair then.
        var few = Rows.Where(row => row.Place is < 1000 or (>= 100_000 and < 101_000)).ToArray();
        var expected = OneByOne(few);
        new Random(9).Shuffle(few);

        Assert.Equal(expected, OneByOne(few));
    }

    private static List<DuplicatePair> Pairs(IEnumerable<(long Place, (string Prompt, string Response) Row)> rows, int threads)
    {
        using var index = new DuplicateIndex();
        return [.. index.AddAll(rows.Select(row => (Corpus.Id(row.Place), Corpus.Entry(row.Row))), threads, CancellationToken.None).OrderBy(pair => pair.Id).ThenBy(pair => pair.Other)];
    }

    private static HashSet<string> OneByOne(IEnumerable<(long Place, (string Prompt, string Response) Row)> rows)
    {
        using var index = new DuplicateIndex(new DuplicateOptions { MostMatches = 100 });
        var pairs = new HashSet<string>();
        foreach (var (place, row) in rows)
        {
            var entry = Corpus.Entry(row);
            foreach (var match in index.Find(entry).Matches)
            {
                var both = new[] { Corpus.Id(place).Text, match.Id.Text };
                pairs.Add(string.Join(' ', both.Order(StringComparer.Ordinal)) + $" {match.Kind}");
            }

            index.Add(Corpus.Id(place), entry);
        }

        return pairs;
    }

    private static IEnumerable<(long, (string, string))> RowsWithCopies()
    {
        var rows = Corpus.Generated(2000, seed: 12).ToList();
        var edits = new Edits(4, ["harbour", "violet", "seven", "rather"]);
        for (var place = 0; place < rows.Count; place++)
        {
            yield return (place, rows[place]);
            if (place % 10 == 0)
            {
                yield return (100_000 + place, edits.Apply("5 % of words", rows[place]));
            }

            if (place >= 1000 && place % 25 == 0)
            {
                yield return (200_000 + place, (rows[place].Prompt.ToUpperInvariant(), rows[place].Response));
                yield return (150_000 + place, (rows[place].Prompt, rows[place].Response + "!"));
                yield return (300_000 + place, edits.Apply("typos in 2 %", rows[place]));
            }
        }

        // A pattern that fills buckets beyond every limit.
        for (var copy = 0; copy < 300; copy++)
        {
            yield return (400_000 + copy, ("Tell me about the lighthouse at the end of the pier.", $"It was built of stone, and the keeper's name is known to everyone here: number {copy}."));
        }
    }
}
