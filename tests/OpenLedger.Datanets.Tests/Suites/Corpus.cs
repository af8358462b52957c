using System.Text.Json;
using OpenLedger.Benchmarks.Datanets;
using OpenLedger.Datanets.Entries;

namespace OpenLedger.Datanets.Tests.Suites;

/// <summary>Entries that people wrote, and invented ones.</summary>
internal static class Corpus
{
    /// <summary>How many rows at the end of GSM8K train stand for a test set.</summary>
    public const int TestRows = 1319;

    /// <summary>Question and answer of every row of GSM8K train.</summary>
    public static IReadOnlyList<(string Prompt, string Response)> Gsm8k()
    {
        var rows = new List<(string, string)>();
        foreach (var line in File.ReadLines(Shelf.Fixture("gsm8k", "train.jsonl")))
        {
            using var row = JsonDocument.Parse(line);
            rows.Add((row.RootElement.GetProperty("question").GetString()!, row.RootElement.GetProperty("answer").GetString()!));
        }

        return rows;
    }

    /// <summary>Entries of the generator, from an index on.</summary>
    public static IEnumerable<(string Prompt, string Response)> Generated(int count, ulong seed = 1) =>
        Enumerable.Range(0, count).Select(index => new EntryGenerator(seed).At(index));

    /// <summary>The id of the entry at a place.</summary>
    public static EntryId Id(long place)
    {
        var chance = new byte[EntryId.ChanceBytes];
        BitConverter.TryWriteBytes(chance, place);
        return EntryId.Create(DateTimeOffset.UnixEpoch.AddSeconds(place), chance);
    }

    /// <summary>A question and an answer as an entry.</summary>
    public static CanonicalEntry Entry((string Prompt, string Response) row) => CanonicalEntry.Of(EntryContent.PromptResponse(row.Prompt, row.Response));
}
