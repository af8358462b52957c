using System.Collections.Concurrent;
using OpenLedger.Studio.Shell;
using OpenLedger.Training;
using OpenLedger.Training.Datasets;
using OpenLedger.Training.Estimates;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Tensors;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>
/// Says what a recipe comes to. Reading and counting the data takes time and is done once for each file and model; all else is done anew
/// for each place of a slider, in milliseconds.
/// </summary>
internal sealed class RunEstimator(DataFolder data, MachineDesk machine, TimeProvider clock, Func<MachineRoom> look)
{
    private const int MostRemembered = 24;
    private const int QuestionsOfMeasurements = 25;
    private const int MostQuestionsOfAKind = 200;
    private const double WorthNarrow = 1.3;

    private readonly ConcurrentDictionary<string, Lazy<TokenCounter>> _counters = new();
    private readonly ConcurrentDictionary<string, Lazy<IReadOnlyList<CountedExample>>> _counts = new();
    private readonly PaceBook _paces = new(data, clock);
    private Combined? _last;

    /// <summary>Counts and estimates. The first time for new data may take as long as reading it does.</summary>
    /// <exception cref="TrainingException">The model or the data cannot be read; the message says what to do.</exception>
    public Task<RunPreflight> OfAsync(TrainingRecipe recipe, CancellationToken cancellation) => Task.Run(() => Of(recipe, cancellation), cancellation);

    private RunPreflight Of(TrainingRecipe recipe, CancellationToken cancellation)
    {
        var counter = Remembered(_counters, Stamp(Path.Combine(recipe.Model!, "tokenizer.json")) + Stamp(Path.Combine(recipe.Model!, "config.json")), () => new TokenCounter(recipe.Model!, clock));
        var counted = Counted(recipe, counter);
        var speed = machine.Speed(cancellation);
        var full = recipe with
        {
            Bf16 = recipe.Bf16 ?? (speed.NarrowFactor >= WorthNarrow),
            Threads = recipe.Threads > 0 ? recipe.Threads : TensorLibrary.DefaultThreads,
        };
        var forecast = RunForecast.Of(full, counted, counter.Config, cancellation);
        var adapter = AdapterSizes.Of(full, counter.Config);
        var room = look();
        MemoryEstimate Memory(TrainingRecipe other, RunForecast its) => MemoryEstimate.Of(other, counter.Config, adapter, its, TensorLibrary.IsLoaded);
        var preflight = new RunPreflight(
            forecast,
            Memory(full, forecast),
            DiskEstimate.Of(full, adapter, forecast),
            TimeEstimate.Of(full, counter.Config, adapter, forecast, speed, _paces.Of(full), QuestionsOf(full)),
            room);
        return preflight.Fit != Fit.TooLarge ? preflight : preflight with
        {
            Smaller = InPieces(recipe).FirstOrDefault(smaller => room.FitOf(Memory(smaller with { Bf16 = full.Bf16 }, RunForecast.Of(smaller, counted, counter.Config, cancellation))) != Fit.TooLarge),
        };
    }

    /// <summary>The same step in more and smaller pieces, down to one row.</summary>
    private static IEnumerable<TrainingRecipe> InPieces(TrainingRecipe recipe)
    {
        var (rows, times) = (recipe.PerDeviceTrainBatchSize, recipe.GradientAccumulationSteps);
        while (rows > 1)
        {
            (rows, times) = ((rows + 1) / 2, times * 2);
            yield return recipe with { PerDeviceTrainBatchSize = rows, GradientAccumulationSteps = times };
        }
    }

    private CountedData Counted(TrainingRecipe recipe, TokenCounter counter)
    {
        var model = Stamp(Path.Combine(recipe.Model!, "tokenizer.json"));
        var files = CountedData.FilesOf(recipe).Select(Stamp).ToList();
        var stamp = string.Join('\n', files.Prepend(model).Concat(recipe.Data.Select(source => $"{source.Path}={source.Weight}")).Append(recipe.RehearsalData).Append(recipe.EvalData));
        if (_last is { } last && last.Stamp == stamp)
        {
            return last.Data;
        }

        // Whoever asks first counts for all who wait, so nobody's leaving ends it.
        var counted = CountedData.Of(recipe, path => Remembered(_counts, model + Stamp(path), () => counter.Count(path, CancellationToken.None)));
        _last = new Combined(stamp, counted);
        return counted;
    }

    private static int QuestionsOf(TrainingRecipe recipe) => Lines(recipe.EvalQuestions) + Lines(recipe.KeptQuestions) + QuestionsOfMeasurements;

    private static int Lines(string? file)
    {
        try
        {
            return file is null || !File.Exists(file) ? 0 : File.ReadLines(file).Take(MostQuestionsOfAKind).Count();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>What a file is known by: as long as place, size and time are the same, so is what it holds.</summary>
    private static string Stamp(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? FormattableString.Invariant($"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks};") : $"{path}|none;";
    }

    private static T Remembered<T>(ConcurrentDictionary<string, Lazy<T>> memory, string stamp, Func<T> make)
    {
        if (memory.Count > MostRemembered)
        {
            memory.Clear();
        }

        var made = memory.GetOrAdd(stamp, _ => new Lazy<T>(make));
        try
        {
            return made.Value;
        }
        catch
        {
            memory.TryRemove(stamp, out _); // a failure is told once, and tried again
            throw;
        }
    }

    /// <summary>The files of the recipe that was judged last, put together.</summary>
    private sealed record Combined(string Stamp, CountedData Data);
}
