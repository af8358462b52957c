using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Features.Runs.Tuning;
using OpenLedger.Training.Estimates;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Tests.Runs.Tuning;

/// <summary>What a search comes to, with an estimator that answers at once: an epoch takes ten seconds.</summary>
public class TuningPlannerTests
{
    private readonly List<TrainingRecipe> _asked = [];
    private int _largestRank = 1000;
    private long _disk = 100_000_000_000;

    [Fact]
    public async Task MoreTime_IsMoreTrials_AndAlwaysTheSameOnes()
    {
        var (little, much) = (await OfAsync(3), await OfAsync(60));

        Assert.InRange(little.Trials.Count, 3, 20);
        Assert.Equal(27, much.Trials.Count);
        Assert.True(little.Seconds <= 180 && much.Seconds > little.Seconds);
        Assert.Equal(little.Trials, (await OfAsync(3)).Trials);
        Assert.Equal(new(2e-3, 16, 3), much.Trials[0].Settings);
        Assert.All(_asked, recipe => Assert.True(recipe.EvalShare >= 0.1 && recipe.LoadBestModelAtEnd));
    }

    [Fact]
    public async Task LittleTime_MakesShorterTrials_AndTooLittle_SaysHowMuchIsNeeded()
    {
        Assert.True((await OfAsync(1)).IsShortened);
        Assert.Contains("Three trials are the least", (await OfAsync(0.05)).Problem!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RanksThatDoNotFit_AreLeftOut_AndAModelThatDoesNotFitAtAll_IsRefused()
    {
        _largestRank = 16;
        Assert.Equal([4, 8, 16], (await OfAsync(60)).Space!.Ranks);

        _largestRank = 1;
        Assert.Contains("does not fit into the memory", (await OfAsync(60)).Problem!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FullDisk_MakesFewerTrials()
    {
        _disk = 230_000_000;
        Assert.InRange((await OfAsync(60)).Trials.Count, 3, 15);
    }

    private Task<TuningOutlook> OfAsync(double minutes) =>
        new TuningPlanner((recipe, _) => Task.FromResult(Tell(recipe))).OfAsync(Situations.Fine, minutes * 60, TestContext.Current.CancellationToken);

    private RunPreflight Tell(TrainingRecipe recipe)
    {
        _asked.Add(recipe);
        var told = Situations.Of(new TrainingRecipe(), memory: recipe.R > _largestRank ? 50_000_000_000 : 300_000_000, room: Situations.Roomy with { Disk = _disk }).Preflight!;
        return told with { Time = new TimeEstimate(1, TimeSpan.FromSeconds(recipe.NumTrainEpochs * 10), TimeSpan.Zero, true) };
    }
}
