using OpenLedger.Studio.Shell;
using OpenLedger.Training.Estimates;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>What the runs on this computer took so far: each leaves its pace in its folder.</summary>
internal sealed class PaceBook(DataFolder data, TimeProvider clock)
{
    private const int MostLookedAt = 200;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly Lock _reading = new();
    private IReadOnlyList<MeasuredPace> _paces = [];
    private long? _readAt;

    /// <summary>The latest pace of this model in this precision with as many threads, else the latest of another model; null before the first run.</summary>
    public MeasuredPace? Of(TrainingRecipe recipe)
    {
        var alike = All().Where(pace => pace.BFloat16 == (recipe.Bf16 == true) && pace.Threads == recipe.Threads).ToList();
        return alike.FirstOrDefault(pace => pace.Model == Path.GetFileName(recipe.Model)) ?? alike.FirstOrDefault();
    }

    private IReadOnlyList<MeasuredPace> All()
    {
        lock (_reading)
        {
            if (_readAt is not { } at || clock.GetElapsedTime(at) > Fresh)
            {
                // The name of a run begins with its time.
                _paces = [.. Directory.EnumerateDirectories(data.Runs)
                    .OrderByDescending(folder => folder, StringComparer.Ordinal)
                    .Take(MostLookedAt)
                    .Select(folder => MeasuredPace.Read(new RunFolder(folder).Pace))
                    .OfType<MeasuredPace>()];
                _readAt = clock.GetTimestamp();
            }

            return _paces;
        }
    }
}
