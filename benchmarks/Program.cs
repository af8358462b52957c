using System.Globalization;
using System.Text.Json;
using OpenLedger.Benchmarks;
using OpenLedger.Benchmarks.Circuits;
using OpenLedger.Benchmarks.Datanets;
using OpenLedger.Benchmarks.Decoding;
using OpenLedger.Benchmarks.Preflight;
using OpenLedger.Benchmarks.Starting;
using OpenLedger.Benchmarks.Tokenization;
using OpenLedger.Benchmarks.Training;

if (args is ["--child", "memory", var childShape])
{
    MemoryBenchmark.Train(childShape);
    return 0;
}

if (args is ["--child", "preflight", var childNumber, var childFolder, var childState])
{
    PreflightChild.Run(int.Parse(childNumber, CultureInfo.InvariantCulture), childFolder, childState == "loaded");
    return 0;
}

if (args is ["--child", "circuits", var studio, var each])
{
    await CircuitsBenchmark.OpenAsync(new Uri(studio), int.Parse(each, CultureInfo.InvariantCulture));
    return 0;
}

if (args is ["--child", "viewers", var watched, var watchedRun])
{
    await ViewersBenchmark.LookAsync(watched, watchedRun);
    return 0;
}

// Every group of figures by the name that --only takes.
var groups = new (string Name, Func<IEnumerable<Figure>> Measure)[]
{
    ("tokenizer", TokenizerBenchmark.Measure),
    ("train/nano", () => TrainingBenchmark.Measure("nano")),
    ("train/mid", () => TrainingBenchmark.Measure("mid")),
    ("train/small", () => TrainingBenchmark.Measure("small")),
    ("train/mid/bf16", () => TrainingBenchmark.MeasureBFloat16("mid")),
    ("train/small/bf16", () => TrainingBenchmark.MeasureBFloat16("small")),
    ("train/smollm2", RealModelBenchmark.Measure),
    ("head/mid", () => HeadBenchmark.Measure("mid")),
    ("memory/nano", () => MemoryBenchmark.Measure("nano")),
    ("memory/mid", () => MemoryBenchmark.Measure("mid")),
    ("memory/small", () => MemoryBenchmark.Measure("small")),
    ("decode/small", () => DecodeBenchmark.Measure("small")),
    ("preflight/fresh", PreflightBenchmark.Measure),
    ("preflight/loaded", PreflightBenchmark.MeasureLoaded),
    ("start/first-page", StartBenchmark.Measure),
    ("circuits/idle", CircuitsBenchmark.Measure),
    ("datanets/crowd", CrowdBenchmark.Measure),
    ("circuits/viewers", ViewersBenchmark.Measure),
    ("pages/interactive", PagesBenchmark.Measure),
    ("datanets/throughput", ThroughputBenchmark.Measure),
    ("datanets/preflight", EntryCheckBenchmark.Measure),
    ("datanets/review", ReviewBenchmark.Measure),
};

var json = args.Contains("--json");
var only = Array.IndexOf(args, "--only") is var place and >= 0 && place + 1 < args.Length ? args[place + 1] : null;

// A whole name means that group alone; less than a name means all that begin so: "train/small" is one group, "train" is six.
var exact = groups.Where(group => group.Name.Equals(only, StringComparison.OrdinalIgnoreCase)).ToArray();
var chosen = exact.Length > 0 ? exact : [.. groups.Where(group => only is null || group.Name.StartsWith(only, StringComparison.OrdinalIgnoreCase))];
if (chosen.Length == 0)
{
    Console.Error.WriteLine($"There is no group \"{only}\". Groups: {string.Join(", ", groups.Select(group => group.Name))}.");
    return 2;
}

foreach (var (name, measure) in chosen)
{
    Progress.Say($"{name} ...");
    foreach (var figure in measure())
    {
        Print(figure);
    }
}

return 0;

void Print(Figure figure)
{
    if (json)
    {
        var line = new { name = figure.Name, value = figure.Value, unit = figure.Unit, peer = figure.Peer, ratio = figure.Ratio };
        Console.WriteLine(JsonSerializer.Serialize(line));
        return;
    }

    var beside = figure.Peer is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{figure.Ratio,8:F2} x {figure.Peer}");
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{figure.Name,-48} {figure.Value,12:G5} {figure.Unit,-8} {beside}"));
}
