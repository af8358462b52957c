using OpenLedger.Training.Architectures;
using OpenLedger.Training.Datasets;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Training.Estimates;

/// <summary>What the data of a recipe comes to before it runs, counted by the same plan that the run itself follows.</summary>
public sealed record RunForecast
{
    /// <summary>New examples that are trained on, in an epoch, repeated ones counted as often as they come.</summary>
    public required int NewExamples { get; init; }

    /// <summary>General examples mixed in, in an epoch.</summary>
    public required int RehearsalExamples { get; init; }

    /// <summary>New examples that lie in the files, each once.</summary>
    public required int AllExamples { get; init; }

    /// <summary>Examples that lose their end, since they are longer than is read at once.</summary>
    public required int Cut { get; init; }

    /// <summary>Examples of which no learned token is left: they teach nothing and are never drawn.</summary>
    public required int TeachNothing { get; init; }

    /// <summary>How many of the latter would teach if nothing were cut.</summary>
    public required int TeachNothingSinceCut { get; init; }

    /// <summary>The length at which no new example is cut.</summary>
    public required int LongestExample { get; init; }

    /// <summary>What is measured.</summary>
    public required HeldOutLoad HeldOut { get; init; }

    /// <summary>What is trained on; null where there is nothing to learn.</summary>
    public required BatchLoad? Load { get; init; }

    /// <summary>Steps of the run.</summary>
    public int Steps => Load?.Steps ?? 0;

    /// <summary>How many new examples fit completely, from 0 to 1.</summary>
    public double FitShare => AllExamples == 0 ? 1 : 1 - ((double)Cut / AllExamples);

    /// <summary>Counts.</summary>
    public static RunForecast Of(TrainingRecipe recipe, CountedData data, BaseModelConfig config, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(config);
        var most = Math.Min(recipe.MaxLength, config.MaxPositions);
        var split = SplitCache.Of(data, recipe);
        var (training, heldOut) = Sizes(data, split, most);
        var rehearses = recipe.RehearsalShare > 0;
        var sizes = new MixtureSizes(training, rehearses ? [.. data.Rehearsal.Select(example => example.At(most))] : []);
        var silent = data.New.Where(example => example.At(most).Labels == 0).ToList();
        var load = LoadOf(recipe, sizes, cancellation);
        return new RunForecast
        {
            NewExamples = NewPerEpoch(training),
            RehearsalExamples = load?.RehearsalPerEpoch ?? 0,
            AllExamples = data.New.Count,
            Cut = data.New.Count(example => example.Tokens > most),
            TeachNothing = silent.Count,
            TeachNothingSinceCut = silent.Count(example => example.At(int.MaxValue).Labels > 0),
            LongestExample = data.New.Count == 0 ? 0 : data.New.Max(example => example.Tokens),
            HeldOut = HeldOutLoad.Of(heldOut, HeldOutParts.TokensAtOnce(load?.MostTokens ?? 0)),
            Load = load,
        };
    }

    /// <summary>How the examples of a run are planned.</summary>
    internal static BatchPlanOptions PlanOf(TrainingRecipe recipe, bool rehearses) => new()
    {
        Epochs = recipe.NumTrainEpochs,
        MaxSteps = recipe.MaxSteps,
        BatchSize = recipe.PerDeviceTrainBatchSize,
        AccumulationSteps = recipe.GradientAccumulationSteps,
        Packing = recipe.Packing,
        MaxLength = recipe.MaxLength,
        RehearsalShare = rehearses ? recipe.RehearsalShare : 0,
        Seed = recipe.Seed,
    };

    private static BatchLoad? LoadOf(TrainingRecipe recipe, MixtureSizes sizes, CancellationToken cancellation)
    {
        try
        {
            var plan = new BatchPlan(sizes, PlanOf(recipe, sizes.Count > sizes.NewCount), cancellation);
            return BatchLoad.Of(plan, sizes, cancellation);
        }
        catch (TrainingException)
        {
            return null; // nothing to learn, which the page says in its own words
        }
    }

    private static (List<(IReadOnlyList<ExampleSize>, double)> Training, IReadOnlyList<ExampleSize> HeldOut) Sizes(CountedData data, HeldOutSplit split, int most)
    {
        var held = split.HeldOut.ToHashSet();
        var training = new List<(IReadOnlyList<ExampleSize>, double)>();
        var first = 0;
        foreach (var (examples, weight) in data.Sources)
        {
            training.Add(([.. examples.Where((_, index) => !held.Contains(first + index)).Select(example => example.At(most))], weight));
            first += examples.Count;
        }

        var heldOut = data.Evaluation ?? [.. split.HeldOut.Select(index => data.New[index])];
        return (training, [.. heldOut.Select(example => example.At(most))]);
    }

    private static int NewPerEpoch(List<(IReadOnlyList<ExampleSize> Examples, double Weight)> training) =>
        (int)Math.Round(training.Sum(source => source.Examples.Count(example => example.Labels > 0) * source.Weight));

    /// <summary>Which examples are held out depends on their content alone, and hashing them all takes longer than the rest.</summary>
    private static class SplitCache
    {
        private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<CountedData, Made> Last = [];

        public static HeldOutSplit Of(CountedData data, TrainingRecipe recipe)
        {
            var (share, seed) = (data.Evaluation is null ? recipe.EvalShare : 0, recipe.Seed);
            if (Last.TryGetValue(data, out var made) && made.Share == share && made.Seed == seed)
            {
                return made.Split;
            }

            made = new Made(share, seed, HeldOutSplit.Of([.. data.New.Select(example => example.Id)], share, seed));
            Last.AddOrUpdate(data, made);
            return made.Split;
        }

        private sealed record Made(double Share, long Seed, HeldOutSplit Split);
    }
}
