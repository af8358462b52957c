using System.Diagnostics;
using System.Globalization;

namespace OpenLedger.Benchmarks.Datanets;

/// <summary>How fast a file of a million entries goes through all gates and into the index, how much memory that takes, and how long what comes later takes.</summary>
internal static class ThroughputBenchmark
{
    private const int Later = 1000;
    private const int Invented = 100_000;
    private const double Gigabyte = 1e9;
    private const double Kilobyte = 1024;

    public static IEnumerable<Figure> Measure()
    {
        var clock = Stopwatch.StartNew();
        var characters = Enumerable.Range(0, Invented).Sum(index => (long)FilledDatanet.Entry(index).Characters);
        yield return new Figure("datanets/throughput/inventing, of 1 M on one core", clock.Elapsed.TotalSeconds * FilledDatanet.Size / Invented, "s", null, null);
        yield return new Figure("datanets/throughput/characters an entry", (double)characters / Invented, "", null, null);

        var datanet = FilledDatanet.Instance;
        var processor = datanet.Processor.TotalSeconds;
        yield return new Figure("datanets/throughput/import", datanet.Time.TotalSeconds, "s", null, null);
        yield return new Figure("datanets/throughput/import, processor", processor, "s", null, null);
        yield return new Figure("datanets/throughput/entries a second and core", FilledDatanet.Size / processor, "1/s", null, null);
        yield return new Figure("datanets/throughput/added", datanet.Added, "", null, null);
        yield return new Figure("datanets/throughput/peak memory", PeakMemory() / Gigabyte, "GB", null, null);

        clock.Restart();
        var again = datanet.Import(0, FilledDatanet.Size, FilledDatanet.Size);
        yield return new Figure("datanets/throughput/the same file again", clock.Elapsed.TotalSeconds, "s", null, null);
        yield return new Figure("datanets/throughput/added then", again, "", null, null);

        clock.Restart();
        var more = datanet.Import(2L * FilledDatanet.Size, Later, 2L * FilledDatanet.Size);
        yield return new Figure("datanets/throughput/a thousand more", clock.Elapsed.TotalSeconds, "s", null, null);
        yield return new Figure("datanets/throughput/added of them", more, "", null, null);
        yield return new Figure("datanets/throughput/peak memory at the end", PeakMemory() / Gigabyte, "GB", null, null);
    }

    /// <summary>The most memory that the process ever held, in bytes; the runtime tells only the present, so Linux is asked.</summary>
    private static double PeakMemory()
    {
        const string Status = "/proc/self/status";
        const string Peak = "VmHWM:";
        var line = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Peak, StringComparison.Ordinal)) : null;
        return line is null
            ? Process.GetCurrentProcess().PeakWorkingSet64
            : double.Parse(line[Peak.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * Kilobyte;
    }
}
