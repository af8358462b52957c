using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OpenLedger.Training.Estimates;

namespace OpenLedger.Benchmarks.Preflight;

/// <summary>What is foretold of a run before it starts, against what it comes to: sixteen different recipes, each in a process of its own.</summary>
internal static class PreflightBenchmark
{
    public const string SpeedName = "machine.json";
    private const double MemoryBar = 0.15;
    private const double TimeBar = 0.25;

    public static IEnumerable<Figure> Measure() => Measure(isLoaded: false);

    /// <summary>The same where the tensor library was loaded before, as in a studio that has trained already.</summary>
    public static IEnumerable<Figure> MeasureLoaded() => Measure(isLoaded: true);

    private static IEnumerable<Figure> Measure(bool isLoaded)
    {
        var folder = Path.Combine(Path.GetTempPath(), FormattableString.Invariant($"openledger-preflight-{Environment.ProcessId}"));
        Directory.CreateDirectory(folder);
        try
        {
            SpeedCheck.Measure(0, CancellationToken.None).Write(Path.Combine(folder, SpeedName));
            var name = isLoaded ? "preflight/loaded" : "preflight/fresh";
            var results = new List<PreflightResult>();
            foreach (var number in Chosen())
            {
                var recipe = PreflightRecipe.All[number];
                PreflightFiles.ModelOf(recipe, folder);
                PreflightFiles.DataOf(recipe, folder);
                var result = Run(number, folder, isLoaded);
                if (result is null)
                {
                    continue;
                }

                results.Add(result);
                Console.Error.WriteLine($"{recipe.Name}: {result.Parts}");
                yield return new Figure($"{name}/{recipe.Name}/memory", result.Measured / 1e6, "MB", Foretold(result.Foretold / 1e6), (double)result.Foretold / result.Measured);
                yield return new Figure($"{name}/{recipe.Name}/step", result.MeasuredCpu, "CPU-s", Foretold(result.ForetoldCpu), result.ForetoldCpu / result.MeasuredCpu);
            }

            yield return new Figure($"{name}/memory within {MemoryBar:P0}", results.Count(result => Math.Abs(((double)result.Foretold / result.Measured) - 1) <= MemoryBar), "recipes", null, null);
            yield return new Figure($"{name}/steps within {TimeBar:P0}", results.Count(result => Math.Abs((result.ForetoldCpu / result.MeasuredCpu) - 1) <= TimeBar), "recipes", null, null);
            yield return new Figure($"{name}/called fitting and finished", results.Count(result => result.Fit != nameof(Fit.TooLarge)), "recipes", null, null);
            yield return new Figure($"{name}/slowest estimate", results.Max(result => result.EstimateSeconds) * 1e3, "ms", null, null);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Foretold(double value) => string.Create(CultureInfo.InvariantCulture, $"foretold {value:G4}");

    /// <summary>All recipes, or those that OPENLEDGER_RECIPES names by number, for a quick look.</summary>
    private static IEnumerable<int> Chosen() => Environment.GetEnvironmentVariable("OPENLEDGER_RECIPES") is { Length: > 0 } some
        ? some.Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture) - 1)
        : Enumerable.Range(0, PreflightRecipe.All.Count);

    private static PreflightResult? Run(int number, string folder, bool isLoaded)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["--child", "preflight", number.ToString(CultureInfo.InvariantCulture), folder, isLoaded ? "loaded" : "fresh"]) { RedirectStandardOutput = true };
        using var child = Process.Start(start)!;
        var text = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        if (child.ExitCode != 0)
        {
            Console.Error.WriteLine($"preflight: the run of {PreflightRecipe.All[number].Name} failed.");
            return null;
        }

        return JsonSerializer.Deserialize<PreflightResult>(text);
    }
}
