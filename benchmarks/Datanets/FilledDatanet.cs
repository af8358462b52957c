using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using OpenLedger.Datanets.Contamination;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Gates;
using EntryGates = OpenLedger.Datanets.Gates.Preflight;

namespace OpenLedger.Benchmarks.Datanets;

/// <summary>A Datanet of a million invented entries of about 600 characters, brought in by batches as an import brings them.</summary>
internal sealed class FilledDatanet
{
    private const int Batch = 2048;
    private const ulong Seed = 1;
    private const int EvaluationItems = 1319;
    private const long FirstEvaluation = 100_000_000;

    private static readonly Lazy<FilledDatanet> Once = new(() => new FilledDatanet());
    private static readonly EntryGenerator Generator = new(Seed);

    // The clock stands while entries are invented: a file would have them.
    private readonly Stopwatch _importing = new();
    private TimeSpan _processor;

    private FilledDatanet()
    {
        Added = Import(0, Size, firstId: 0);
        Time = _importing.Elapsed;
        Processor = _processor;
    }

    /// <summary>Filled once a process.</summary>
    public static FilledDatanet Instance => Once.Value;

    /// <summary>How many entries are brought: a million, or what OPENLEDGER_ENTRIES says.</summary>
    public static int Size { get; } = int.TryParse(Environment.GetEnvironmentVariable("OPENLEDGER_ENTRIES"), out var size) ? size : 1_000_000;

    /// <summary>Its gates, all rules on.</summary>
    public EntryGates Gates { get; } = new(new GateRules { Languages = ["en"] }, Evaluations());

    /// <summary>How many were added.</summary>
    public int Added { get; }

    /// <summary>How long that took, without inventing them.</summary>
    public TimeSpan Time { get; }

    /// <summary>The processor time of it.</summary>
    public TimeSpan Processor { get; }

    /// <summary>Brings entries of the generator and says how many were new.</summary>
    public int Import(long first, int count, long firstId)
    {
        var added = 0;
        for (var at = 0; at < count; at += Batch)
        {
            var entries = new NewEntry[Math.Min(Batch, count - at)];
            Parallel.For(0, entries.Length, place => entries[place] = new NewEntry(Id(firstId + at + place), Entry(first + at + place)));
            _importing.Start();
            var before = Environment.CpuUsage.TotalTime;
            added += Gates.Import(entries, Environment.ProcessorCount, CancellationToken.None).Count(entry => entry.IsAdded);
            _processor += Environment.CpuUsage.TotalTime - before;
            _importing.Stop();
        }

        return added;
    }

    /// <summary>The entry of the generator at an index.</summary>
    public static EntryContent Entry(long index)
    {
        var (prompt, response) = Generator.At(index);
        return EntryContent.PromptResponse(prompt, response);
    }

    /// <summary>The questions of GSM8K that stand for its test set; invented ones where the shelf is not there.</summary>
    private static ContaminationIndex Evaluations()
    {
        var evaluations = new ContaminationIndex();
        var texts = Shelf.Fixture("gsm8k", "train.jsonl") is { } rows
            ? File.ReadLines(rows).Select(row => JsonNode.Parse(row)!).Select(row => (string[])[(string)row["question"]!, (string)row["answer"]!]).TakeLast(EvaluationItems)
            : Enumerable.Range(0, EvaluationItems).Select(item => Generator.At(FirstEvaluation + item)).Select(pair => (string[])[pair.Prompt, pair.Response]);
        foreach (var (item, text) in texts.Index())
        {
            evaluations.Add(new EvaluationItem("questions", item.ToString(CultureInfo.InvariantCulture), text));
        }

        return evaluations;
    }

    private static EntryId Id(long place)
    {
        Span<byte> chance = stackalloc byte[EntryId.ChanceBytes];
        chance.Clear();
        BitConverter.TryWriteBytes(chance, place);
        return EntryId.Create(DateTimeOffset.UnixEpoch.AddMilliseconds(place), chance);
    }
}
