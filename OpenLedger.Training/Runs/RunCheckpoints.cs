using System.Globalization;

namespace OpenLedger.Training.Runs;

/// <summary>
/// Adapters from the middle of a run, as PEFT has them, under <c>checkpoints/step-N</c>: the last two and the best. Each is complete or
/// not there: it is written under another name first.
/// </summary>
public sealed class RunCheckpoints(RunFolder folder)
{
    private const int Last = 2;
    private const string Prefix = "step-";

    /// <summary>The steps of which there is one, rising.</summary>
    public IReadOnlyList<int> Steps() => !Directory.Exists(folder.Checkpoints)
        ? []
        : [.. Directory.EnumerateDirectories(folder.Checkpoints).Select(StepOf).OfType<int>().Order()];

    /// <summary>The folder of the adapter after so many steps.</summary>
    public string PathOf(int step) => Path.Combine(folder.Checkpoints, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{step}"));

    /// <summary>Takes away what a stop left behind, and what lies after the step that the run goes on from.</summary>
    internal void GoOn(int step)
    {
        if (Directory.Exists(folder.Checkpoints))
        {
            foreach (var path in Directory.EnumerateDirectories(folder.Checkpoints).Where(path => StepOf(path) is not { } at || at > step).ToList())
            {
                Directory.Delete(path, recursive: true);
            }
        }
    }

    /// <summary>Keeps the adapter after so many steps, and of the earlier ones the last and the best.</summary>
    internal void Keep(int step, int? best, Action<string> write)
    {
        Directory.CreateDirectory(folder.Checkpoints);
        var making = Path.Combine(folder.Checkpoints, string.Create(CultureInfo.InvariantCulture, $".{Prefix}{step}"));
        if (Directory.Exists(making))
        {
            Directory.Delete(making, recursive: true);
        }

        write(making);
        if (Directory.Exists(PathOf(step)))
        {
            Directory.Delete(PathOf(step), recursive: true);
        }

        Directory.Move(making, PathOf(step));
        foreach (var old in Steps().SkipLast(Last).Where(old => old != best))
        {
            Directory.Delete(PathOf(old), recursive: true);
        }
    }

    private static int? StepOf(string path) =>
        Path.GetFileName(path) is { } name && name.StartsWith(Prefix, StringComparison.Ordinal) && int.TryParse(name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var step)
            ? step
            : null;
}
