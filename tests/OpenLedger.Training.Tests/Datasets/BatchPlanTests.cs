using CsCheck;
using OpenLedger.Training.Datasets;

namespace OpenLedger.Training.Tests.Datasets;

public class BatchPlanTests
{
    private static readonly Gen<BatchPlanOptions> AnyOptions =
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 3], Gen.Bool, Gen.Double[0, 1.5], Gen.Long[0, 1000]).Select((batch, steps, packing, share, seed) => new BatchPlanOptions
        {
            Epochs = 3,
            BatchSize = batch,
            AccumulationSteps = steps,
            Packing = packing,
            MaxLength = 40,
            RehearsalShare = share,
            Seed = seed,
        });

    private static readonly Gen<DataMixture> AnyMixture =
        Gen.Select(Gen.Int[2, 40].Array[1, 60], Gen.Int[2, 40].Array[0, 30]).Select((fresh, known) =>
            new DataMixture([new WeightedExamples(Rows.OfLengths("new", fresh))], Rows.OfLengths("old", known)));

    [Fact]
    public void StepAt_OverAnEpoch_SeesEveryNewExampleOnce() =>
        Gen.Select(AnyMixture, AnyOptions).Sample(
            (mixture, options) => EpochsOf(new BatchPlan(mixture, options, CancellationToken.None)).All(epoch =>
                epoch.Where(example => example < mixture.NewCount).Order().SequenceEqual(Enumerable.Range(0, mixture.NewCount))),
            iter: 200);

    [Fact]
    public void StepAt_OverTheRun_MixesRehearsalAtTheRatioWithinOne() =>
        Gen.Select(AnyMixture, AnyOptions).Sample(
            (mixture, options) =>
            {
                var (fresh, known) = (0, 0);
                foreach (var epoch in EpochsOf(new BatchPlan(mixture, options, CancellationToken.None)))
                {
                    fresh += epoch.Count(example => example < mixture.NewCount);
                    known += epoch.Count(example => example >= mixture.NewCount);
                    var expected = mixture.NewCount == mixture.Count ? 0 : fresh * options.RehearsalShare;
                    if (Math.Abs(known - expected) > 1)
                    {
                        return false;
                    }
                }

                return true;
            },
            iter: 200);

    [Fact]
    public void StepAt_WithoutPacking_SpreadsRehearsalEvenly()
    {
        var mixture = new DataMixture([new WeightedExamples(Rows.OfLengths("new", Enumerable.Repeat(5, 40)))], Rows.OfLengths("old", Enumerable.Repeat(5, 7)));
        var plan = new BatchPlan(mixture, new BatchPlanOptions { Epochs = 2, BatchSize = 3, RehearsalShare = 0.5 }, CancellationToken.None);

        for (var step = 0; step < plan.TotalSteps; step++)
        {
            Assert.Single(ExamplesOf(plan.StepAt(step)), example => example >= mixture.NewCount);
        }
    }

    [Fact]
    public void StepAt_OverTheRun_UsesRehearsalUpBeforeItComesAgain()
    {
        var mixture = new DataMixture([new WeightedExamples(Rows.OfLengths("new", Enumerable.Repeat(5, 20)))], Rows.OfLengths("old", Enumerable.Repeat(5, 7)));
        var plan = new BatchPlan(mixture, new BatchPlanOptions { Epochs = 7, RehearsalShare = 0.5 }, CancellationToken.None);

        var drawn = Enumerable.Range(0, plan.TotalSteps).SelectMany(step => ExamplesOf(plan.StepAt(step))).Where(example => example >= 20).ToArray();

        Assert.Equal(70, drawn.Length);
        Assert.All(drawn.Chunk(7), deck => Assert.Equal(Enumerable.Range(20, 7), deck.Order()));
        Assert.True(drawn.Chunk(7).Select(deck => string.Join(',', deck)).Distinct().Count() > 1);
    }

    [Fact]
    public void StepAt_AtRandom_EqualsOneAfterTheOther() =>
        Gen.Select(AnyMixture, AnyOptions, Gen.Int[0, 10_000].Array[20]).Sample(
            (mixture, options, places) =>
            {
                var inOrder = new BatchPlan(mixture, options, CancellationToken.None);
                var steps = Enumerable.Range(0, inOrder.TotalSteps).Select(step => Text(inOrder.StepAt(step))).ToArray();
                var atRandom = new BatchPlan(mixture, options, CancellationToken.None);
                return atRandom.TotalSteps == steps.Length
                    && places.All(place => Text(atRandom.StepAt(place % steps.Length)) == steps[place % steps.Length]);
            },
            iter: 100);

    [Fact]
    public void StepAt_OfAnyPlan_KeepsItsSizes() =>
        Gen.Select(AnyMixture, AnyOptions).Sample(
            (mixture, options) =>
            {
                var plan = new BatchPlan(mixture, options, CancellationToken.None);
                return Enumerable.Range(0, plan.TotalSteps).Select(plan.StepAt).All(step =>
                    step.MicroBatches.Count >= 1 && step.MicroBatches.Count <= options.AccumulationSteps
                    && step.MicroBatches.All(micro => micro.Rows.Count >= 1 && micro.Rows.Count <= options.BatchSize)
                    && step.MicroBatches.SelectMany(micro => micro.Rows).All(row => options.Packing
                        ? row.Examples.Sum(example => mixture[example].Ids.Length) <= options.MaxLength
                        : row.Examples.Count == 1)
                    && step.LabelCount == ExamplesOf(step).Sum(example => mixture[example].LabelCount));
            },
            iter: 200);

    [Fact]
    public void StepAt_WithAnotherSeedOrEpoch_IsAnotherOrder()
    {
        var mixture = new DataMixture([new WeightedExamples(Rows.OfLengths("new", Enumerable.Range(2, 50)))], []);
        string[] orders =
        [
            .. ((long[])[1, 2]).SelectMany(seed => ((bool[])[false, true]).SelectMany(packing =>
            {
                var plan = new BatchPlan(mixture, new BatchPlanOptions { Epochs = 2, Seed = seed, Packing = packing, MaxLength = 64 }, CancellationToken.None);
                return EpochsOf(plan).Select(epoch => string.Join(',', epoch));
            })),
        ];

        Assert.Equal(8, orders.Distinct().Count());
    }

    [Fact]
    public void StepAt_WithWeights_RepeatsOneSource_AndTakesPartOfAnother()
    {
        var mixture = new DataMixture(
            [new WeightedExamples(Rows.OfLengths("a", Enumerable.Repeat(5, 10)), 2), new WeightedExamples(Rows.OfLengths("b", Enumerable.Repeat(5, 11)), 0.5), new WeightedExamples(Rows.OfLengths("c", Enumerable.Repeat(5, 4)), 1.25)],
            []);
        var plan = new BatchPlan(mixture, new BatchPlanOptions { Epochs = 4 }, CancellationToken.None);

        var epochs = EpochsOf(plan).ToArray();

        Assert.Equal(31, plan.NewPerEpoch);
        Assert.All(epochs, epoch =>
        {
            Assert.All(Enumerable.Range(0, 10), example => Assert.Equal(2, epoch.Count(seen => seen == example)));
            Assert.Equal(6, epoch.Where(example => example is >= 10 and < 21).Distinct().Count());
            Assert.Equal(6, epoch.Count(example => example is >= 10 and < 21));
            Assert.Equal(5, epoch.Count(example => example >= 21));
        });
        Assert.True(epochs.Select(epoch => string.Join(',', epoch.Where(example => example is >= 10 and < 21).Order())).Distinct().Count() > 1);
    }

    /// <summary>As the Hugging Face trainer counts: ceil(epochs x steps of an epoch), a smaller last batch and step kept.</summary>
    [Theory]
    [InlineData(200, 8, 1, 3, -1, 75)]
    [InlineData(201, 8, 1, 3, -1, 78)]
    [InlineData(201, 8, 4, 1, -1, 7)]
    [InlineData(100, 10, 1, 1.5, 0, 15)]
    [InlineData(100, 10, 1, 0.25, 0, 3)]
    [InlineData(100, 10, 3, 2.5, 0, 10)]
    [InlineData(100, 10, 1, 3, 7, 7)]
    [InlineData(100, 10, 1, 3, 70, 70)]
    [InlineData(3, 8, 4, 2, -1, 2)]
    public void TotalSteps_OfARun_IsTheTrainers(int examples, int batch, int accumulation, double epochs, int maxSteps, int expected)
    {
        var mixture = new DataMixture([new WeightedExamples(Rows.OfLengths("new", Enumerable.Repeat(4, examples)))], []);
        var plan = new BatchPlan(mixture, new BatchPlanOptions { BatchSize = batch, AccumulationSteps = accumulation, Epochs = epochs, MaxSteps = maxSteps }, CancellationToken.None);

        Assert.Equal(expected, plan.TotalSteps);
        Assert.NotEmpty(plan.StepAt(expected - 1).MicroBatches);
        Assert.Throws<ArgumentOutOfRangeException>(() => plan.StepAt(expected));
    }

    [Fact]
    public void Plan_OfExamplesWithNothingLearned_LeavesThemOut()
    {
        var silent = new TokenizedExample([1, 2, 3], [true, false, false], "silent");
        var mixture = new DataMixture([new WeightedExamples([silent, .. Rows.OfLengths("new", 3, 1, 4)])], [silent]);
        var plan = new BatchPlan(mixture, new BatchPlanOptions { RehearsalShare = 1 }, CancellationToken.None);

        Assert.Equal((5, 4, 3), (mixture.Count, mixture.NewCount, mixture.LeftOut));
        Assert.Equal([1, 3], EpochsOf(plan).Single().Order());
    }

    [Fact]
    public void Plan_OfNothingToLearn_SaysSo()
    {
        var mixture = new DataMixture([new WeightedExamples(Rows.OfLengths("new", 1, 1))], Rows.OfLengths("old", 5));

        var problem = Assert.Throws<TrainingException>(() => new BatchPlan(mixture, new BatchPlanOptions { RehearsalShare = 1 }, CancellationToken.None));

        Assert.Contains("nothing to learn", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_WithPacking_FillsRowsWell()
    {
        var random = new OpenLedger.Training.Chance.SeededRandom(1);
        var lengths = Enumerable.Range(0, 3_000).Select(_ => 12 + random.Next(200)).ToArray();
        var mixture = new DataMixture([new WeightedExamples(Rows.OfLengths("new", lengths))], []);
        var plan = new BatchPlan(mixture, new BatchPlanOptions { Packing = true, MaxLength = 512 }, CancellationToken.None);

        Assert.InRange(lengths.Sum() / (512.0 * plan.TotalSteps), 0.97, 1);
    }

    private static IEnumerable<int> ExamplesOf(StepBatch step) => step.MicroBatches.SelectMany(micro => micro.Rows).SelectMany(row => row.Examples);

    private static IEnumerable<int[]> EpochsOf(BatchPlan plan) =>
        Enumerable.Range(0, plan.TotalSteps).Select(plan.StepAt).GroupBy(step => step.Epoch).Select(epoch => epoch.SelectMany(ExamplesOf).ToArray());

    private static string Text(StepBatch step) =>
        string.Join(" / ", step.MicroBatches.Select(micro => string.Join(' ', micro.Rows.Select(row => string.Join('+', row.Examples))))) + $" = {step.LabelCount} in {step.Epoch}";
}
