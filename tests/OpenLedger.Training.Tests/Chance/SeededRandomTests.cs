using CsCheck;
using OpenLedger.Training.Chance;

namespace OpenLedger.Training.Tests.Chance;

public class SeededRandomTests
{
    /// <summary>The first outputs of the authors' xoshiro256** from the state 1, 2, 3, 4, as the Rust crate rand_xoshiro tests them.</summary>
    [Fact]
    public void NextUInt64_FromAKnownState_IsTheReference()
    {
        var random = SeededRandom.Restore("0000000000000001000000000000000200000000000000030000000000000004");

        ulong[] expected =
        [
            11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600,
            16172922978634559625, 8476171486693032832, 10595114339597558777, 2904607092377533576,
        ];
        Assert.Equal(expected, expected.Select(_ => random.NextUInt64()));
    }

    [Fact]
    public void SplitMix_FromAKnownSeed_IsTheReference()
    {
        var state = 1477776061723855037UL;

        Assert.Equal(1985237415132408290UL, SeededRandom.SplitMix(ref state));
        Assert.Equal(2979275885539914483UL, SeededRandom.SplitMix(ref state));
        Assert.Equal(13511426838097143398UL, SeededRandom.SplitMix(ref state));
    }

    [Fact]
    public void NextUInt64_FromASeed_NeverChanges()
    {
        var random = new SeededRandom(42);

        Assert.Equal([1546998764402558742, 6990951692964543102, 12544586762248559009], new[] { random.NextUInt64(), random.NextUInt64(), random.NextUInt64() });
    }

    [Fact]
    public void Restore_AfterSave_GoesOnTheSame() =>
        Gen.Select(Gen.Long, Gen.Int[0, 50]).Sample(
            (seed, before) =>
            {
                var random = new SeededRandom(seed);
                for (var index = 0; index < before; index++)
                {
                    random.NextUInt64();
                }

                var restored = SeededRandom.Restore(random.Save());
                return Enumerable.Range(0, 5).All(_ => random.NextUInt64() == restored.NextUInt64());
            },
            iter: 200);

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("000000000000000z000000000000000000000000000000000000000000000001")]
    public void Restore_OfSomethingElse_IsRefused(string state) =>
        Assert.Contains("checkpoint", Assert.Throws<TrainingException>(() => SeededRandom.Restore(state)).Message, StringComparison.Ordinal);

    [Fact]
    public void For_OtherPurposeSeedOrIndex_IsAnotherSequence()
    {
        ulong[] first =
        [
            SeededRandom.For(1, "order").NextUInt64(), SeededRandom.For(2, "order").NextUInt64(),
            SeededRandom.For(1, "dropout").NextUInt64(), SeededRandom.For(1, "order", 1).NextUInt64(),
        ];

        Assert.Equal(4, first.Distinct().Count());
        Assert.Equal(first[0], SeededRandom.For(1, "order").NextUInt64());
    }

    [Fact]
    public void Next_OverAndOver_IsInRangeAndEven()
    {
        var random = new SeededRandom(7);
        var counts = new int[6];
        for (var draw = 0; draw < 60_000; draw++)
        {
            counts[random.Next(6)]++;
        }

        // Six standard deviations around 10,000.
        Assert.All(counts, count => Assert.InRange(count, 9_452, 10_548));
    }

    [Fact]
    public void NextDoubleAndSingle_OverAndOver_AreFrom0To1()
    {
        var random = new SeededRandom(8);
        var doubles = Enumerable.Range(0, 10_000).Select(_ => random.NextDouble()).ToArray();
        var singles = Enumerable.Range(0, 10_000).Select(_ => random.NextSingle()).ToArray();

        Assert.All(doubles, number => Assert.True(number is >= 0 and < 1));
        Assert.All(singles, number => Assert.True(number is >= 0 and < 1));
        Assert.InRange(doubles.Average(), 0.48, 0.52);
        Assert.InRange(singles.Average(), 0.48, 0.52);
    }

    [Fact]
    public void Shuffle_OfAnything_KeepsAllItems() =>
        Gen.Select(Gen.Long, Gen.Int[0, 100]).Sample(
            (seed, count) =>
            {
                var items = Enumerable.Range(0, count).ToArray();
                new SeededRandom(seed).Shuffle<int>(items);
                return items.Order().SequenceEqual(Enumerable.Range(0, count));
            },
            iter: 200);
}
