using OpenLedger.Studio.Shell;
using OpenLedger.Training.Estimates;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Tuning;

namespace OpenLedger.Studio.Features.Runs.Tuning;

/// <summary>What a search with a budget comes to on this computer.</summary>
internal sealed record TuningOutlook
{
    /// <summary>The trials that begin, with what each would take; empty where there can be no search.</summary>
    public IReadOnlyList<HalvingTrial> Trials { get; init; } = [];

    /// <summary>Seconds that it is expected to take.</summary>
    public double Seconds { get; init; }

    public double StartSeconds { get; init; }

    public double AskSeconds { get; init; }

    /// <summary>Examples that are kept aside to compare the trials.</summary>
    public int HeldOut { get; init; }

    /// <summary>Bytes that all trials leave on the disk.</summary>
    public long Disk { get; init; }

    /// <summary>Whether each trial trains less than the person chose, so that enough of them fit into the time.</summary>
    public bool IsShortened { get; init; }

    public SearchSpace? Space { get; init; }

    /// <summary>Why there can be no search, with what to do.</summary>
    public Sentence? Problem { get; init; }
}

/// <summary>Says what a search comes to. The same draft and budget always make the same search.</summary>
internal sealed class TuningPlanner(Forecaster forecast)
{
    private const double Wider = 3;
    private const int LeastRank = 2;
    private const int MostRank = 256;
    private const double LeastEpochs = 0.25;
    private const double FastestRead = 300e6;
    private const double LeastStart = 1.5;
    private const int FewestHeldOut = 5;
    private const long DiskReserve = 200_000_000;

    private static readonly double[] RankTimes = [0.25, 0.5, 1, 2, 4];
    private static readonly double[] AmountTimes = [0.5, 1, 2];

    public async Task<TuningOutlook> OfAsync(RunSituation situation, double budget, CancellationToken cancellation)
    {
        var recipe = TrialRecipe.Comparable(situation.Recipe);
        var whole = await forecast(recipe, cancellation);
        if (Problem(whole) is { } problem)
        {
            return new TuningOutlook { Problem = problem };
        }

        var asked = await forecast(recipe with { EvalQuestions = situation.Recipe.EvalQuestions, KeptQuestions = situation.Recipe.KeptQuestions }, cancellation);
        var outlook = new TuningOutlook
        {
            StartSeconds = LeastStart + ((situation.Model?.WeightBytes ?? 0) / FastestRead),
            AskSeconds = Math.Max(0, (asked.Time!.All - whole.Time!.All).TotalSeconds),
            HeldOut = whole.Forecast.HeldOut.Examples,
        };
        var least = 0.0;
        for (var times = 1.0; times == 1 || (recipe.MaxSteps <= 0 && recipe.NumTrainEpochs * times >= LeastEpochs); times /= 2)
        {
            var (space, seconds, disk) = await SpaceOfAsync(situation, recipe, times, whole, cancellation);
            IReadOnlyList<TrialSettings> Drawn(int count) => space.Draw(count, recipe.Seed);
            double SecondsOf(TrialSettings settings) => seconds[(settings.Rank, settings.Epochs)];
            var count = Halving.TrialsWithin(budget - outlook.AskSeconds, outlook.StartSeconds, trials => [.. Drawn(trials).Select(SecondsOf)]);
            while (count >= Halving.FewestTrials && (count * disk) + DiskReserve > whole.Room.Disk)
            {
                count--;
            }

            if (count >= Halving.FewestTrials)
            {
                var trials = Drawn(count).Select((settings, index) => new HalvingTrial(index + 1, settings, SecondsOf(settings))).ToList();
                return outlook with
                {
                    Trials = trials,
                    Space = space,
                    Seconds = Math.Min(budget, Halving.SecondsOf([.. trials.Select(trial => trial.Seconds)], outlook.StartSeconds) + outlook.AskSeconds),
                    IsShortened = times < 1,
                    Disk = count * disk,
                };
            }

            least = Halving.SecondsOf([.. Drawn(Halving.FewestTrials).Select(SecondsOf)], outlook.StartSeconds) + outlook.AskSeconds;
        }

        return outlook with { Problem = TooShort(least, whole) };
    }

    private static Sentence? Problem(RunPreflight whole) =>
        whole.Time is null || whole.Forecast.Steps == 0 ? new Sentence("There is nothing to learn from yet. Choose examples on the page before.")
        : whole.Fit == Fit.TooLarge ? new Sentence("A single trial does not fit into the memory of this computer. Choose a smaller model, shorter texts or a smaller batch on the page before.")
        : whole.Forecast.HeldOut.Examples < FewestHeldOut ? new Sentence("A search compares its trials on examples that are kept aside, and there are too few: {0}. Add examples until there are at least 50.", whole.Forecast.HeldOut.Examples)
        : null;

    private static Sentence TooShort(double least, RunPreflight whole) => whole.Room.Disk < DiskReserve
        ? new Sentence("The disk is too full for three trials. Make room; the storage page says what takes it.")
        : new Sentence("Three trials are the least, and they take about {0} here. Give more time, or choose less data or a smaller model.", Controls.DurationText.Of(TimeSpan.FromSeconds(least)));

    /// <summary>Where it looks, and what each place takes; ranks that do not fit into memory are left out.</summary>
    private async Task<(SearchSpace Space, Dictionary<(int Rank, double Epochs), double> Seconds, long Disk)> SpaceOfAsync(
        RunSituation situation, TrainingRecipe recipe, double times, RunPreflight whole, CancellationToken cancellation)
    {
        var standard = TrialRecipe.SettingsOf(recipe);
        standard = standard with { Epochs = standard.Epochs * times };
        double[] amounts = recipe.MaxSteps > 0 ? [standard.Epochs] : [.. AmountTimes.Select(one => Math.Max(LeastEpochs, one * standard.Epochs)).Distinct()];
        var ranks = new List<int>();
        var seconds = new Dictionary<(int, double), double>();
        var disk = whole.Disk.Bytes;
        foreach (var rank in recipe.InitAdapter is not null ? [standard.Rank] : RankTimes.Select(one => (int)Math.Clamp(standard.Rank * one, Math.Min(LeastRank, standard.Rank), Math.Max(MostRank, standard.Rank))).Distinct())
        {
            foreach (var amount in amounts.Append(standard.Epochs).Distinct())
            {
                var told = await forecast(TrialRecipe.With(recipe, standard with { Rank = rank, Epochs = amount }), cancellation);
                if (told.Fit == Fit.TooLarge && rank != standard.Rank)
                {
                    break;
                }

                seconds[(rank, amount)] = told.Time?.All.TotalSeconds ?? 0;
                disk = Math.Max(disk, told.Disk.Bytes);
            }

            if (seconds.ContainsKey((rank, standard.Epochs)))
            {
                ranks.Add(rank);
            }
        }

        var (low, high) = situation.RateZone;
        return (new SearchSpace
        {
            Standard = standard,
            LowestRate = Math.Min(low / Wider, standard.LearningRate),
            HighestRate = Math.Max(high * Wider, standard.LearningRate),
            Ranks = ranks,
            Amounts = amounts,
        }, seconds, disk);
    }
}
