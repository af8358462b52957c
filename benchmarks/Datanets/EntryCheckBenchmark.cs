using System.Diagnostics;
using OpenLedger.Datanets.Entries;

namespace OpenLedger.Benchmarks.Datanets;

/// <summary>How long a contributor waits for the gates while a million entries are indexed: new entries, near-copies and copies.</summary>
internal static class EntryCheckBenchmark
{
    private const int Asked = 2000;
    private const int Warm = 200;
    private const int WordsBetween = 20;

    private static readonly (string Name, Func<int, EntryContent> Entry)[] Kinds =
    [
        ("new", place => FilledDatanet.Entry((3L * FilledDatanet.Size) + place)),
        ("near-copy", NearCopy),
        ("copy", place => FilledDatanet.Entry(place * 37L % FilledDatanet.Size)),
    ];

    public static IEnumerable<Figure> Measure()
    {
        var datanet = FilledDatanet.Instance;
        foreach (var (name, entry) in Kinds)
        {
            var times = Enumerable.Range(0, Asked + Warm).Select(place => TimeOf(datanet, entry(place))).Skip(Warm).Order().ToArray();
            yield return new Figure($"datanets/preflight/{name}, median", times[Asked / 2], "ms", null, null);
            yield return new Figure($"datanets/preflight/{name}, p95", times[Asked * 95 / 100], "ms", null, null);
            yield return new Figure($"datanets/preflight/{name}, p99", times[Asked * 99 / 100], "ms", null, null);
            yield return new Figure($"datanets/preflight/{name}, slowest", times[^1], "ms", null, null);
        }
    }

    private static double TimeOf(FilledDatanet datanet, EntryContent entry)
    {
        var start = Stopwatch.GetTimestamp();
        datanet.Gates.Check(entry);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>An entry of the index with one word in twenty replaced.</summary>
    private static EntryContent NearCopy(int place)
    {
        var chance = new EntryChance(5, (ulong)place);
        var offset = chance.Next(WordsBetween);
        return FilledDatanet.Entry(place * 41L % FilledDatanet.Size).With(part =>
        {
            var words = part.Text.Split(' ');
            for (var word = offset; word < words.Length; word += WordsBetween)
            {
                words[word] = EntryWords.Things[(place + word) % EntryWords.Things.Length];
            }

            return string.Join(' ', words);
        });
    }
}
