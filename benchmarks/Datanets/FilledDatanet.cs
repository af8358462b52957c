using System.Diagnostics;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Gates;
using EntryGates = OpenLedger.Datanets.Gates.Preflight;

namespace OpenLedger.Benchmarks.Datanets;

/// <summary>A Datanet of a million invented entries of about 600 characters, brought in by batches as an import brings them.</summary>
internal sealed class FilledDatanet
{
    private const int Batch = 8192;
    private const ulong Seed = 1;

    private static readonly Lazy<FilledDatanet> Once = new(() => new FilledDatanet());
    private static readonly EntryGenerator Generator = new(Seed);

    private FilledDatanet()
    {
        var clock = Stopwatch.StartNew();
        Added = Import(0, Size, firstId: 0);
        Time = clock.Elapsed;
    }

    /// <summary>Filled once a process.</summary>
    public static FilledDatanet Instance => Once.Value;

    /// <summary>How many entries are brought: a million, or what OPENLEDGER_ENTRIES says.</summary>
    public static int Size { get; } = int.TryParse(Environment.GetEnvironmentVariable("OPENLEDGER_ENTRIES"), out var size) ? size : 1_000_000;

    /// <summary>Its gates, all rules on.</summary>
    public EntryGates Gates { get; } = new(new GateRules { Languages = ["en"] });

    /// <summary>How many were added.</summary>
    public int Added { get; }

    /// <summary>How long that took, inventing them included.</summary>
    public TimeSpan Time { get; }

    /// <summary>Brings entries of the generator and says how many were new.</summary>
    public int Import(long first, int count, long firstId)
    {
        var added = 0;
        for (var at = 0; at < count; at += Batch)
        {
            var entries = new NewEntry[Math.Min(Batch, count - at)];
            Parallel.For(0, entries.Length, place => entries[place] = new NewEntry(Id(firstId + at + place), Entry(first + at + place)));
            added += Gates.Import(entries, Environment.ProcessorCount, CancellationToken.None).Count(entry => entry.IsAdded);
        }

        return added;
    }

    /// <summary>The entry of the generator at an index.</summary>
    public static EntryContent Entry(long index)
    {
        var (prompt, response) = Generator.At(index);
        return EntryContent.PromptResponse(prompt, response);
    }

    private static EntryId Id(long place)
    {
        Span<byte> chance = stackalloc byte[EntryId.ChanceBytes];
        chance.Clear();
        BitConverter.TryWriteBytes(chance, place);
        return EntryId.Create(DateTimeOffset.UnixEpoch.AddMilliseconds(place), chance);
    }
}
