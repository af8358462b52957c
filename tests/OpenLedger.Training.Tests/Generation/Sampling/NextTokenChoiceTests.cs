using System.Text.Json;
using OpenLedger.Training.Chance;
using OpenLedger.Training.Generation.Sampling;

namespace OpenLedger.Training.Tests.Generation.Sampling;

public class NextTokenChoiceTests
{
    private const double Tolerance = 1e-6;

    [Theory]
    [InlineData("temperature")]
    [InlineData("top_k")]
    [InlineData("top_p")]
    [InlineData("min_p")]
    [InlineData("repetition")]
    [InlineData("all")]
    public void Process_OfGoldenRows_GivesTransformersProbabilities(string kind)
    {
        using var goldens = JsonDocument.Parse(File.ReadAllBytes(Shelf.Golden("samplers.json")));
        var choice = ChoiceOf(kind, goldens.RootElement.GetProperty("parameters"));
        var rows = goldens.RootElement.GetProperty("rows").EnumerateArray().Where(row => row.GetProperty("kind").GetString() == kind).ToArray();

        Assert.Equal(8, rows.Length);
        Assert.All(rows, row =>
        {
            var logits = Numbers(row, "logits").Select(number => (float)number).ToArray();
            choice.Process(logits, [.. Numbers(row, "context").Select(number => (int)number)]);
            var probabilities = new double[logits.Length];
            LogitsProcessors.Softmax(logits, probabilities);

            Assert.All(Numbers(row, "probabilities").Zip(probabilities), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
        });
    }

    [Fact]
    public void Choose_AtTemperature0_TakesTheBest_TheLowestIdAmongEquals()
    {
        var greedy = new NextTokenChoice(0, 3, 0.5f, 0.5f, 1);

        Assert.Equal(1, greedy.Choose([0, 2, 2, 1], [], new SeededRandom(1)));
    }

    [Fact]
    public void Choose_AtTemperature0_StillMindsRepetition()
    {
        var greedy = new NextTokenChoice(0, 0, 1, 0, 4);

        Assert.Equal(2, greedy.Choose([0, 3, 2, 1], [1, 1, 99, -1], new SeededRandom(1)));
    }

    [Fact]
    public void Choose_OverAndOver_DrawsByProbability()
    {
        var choice = new NextTokenChoice(1, 0, 1, 0, 1);
        var random = new SeededRandom(3);
        var counts = new int[3];
        for (var draw = 0; draw < 40_000; draw++)
        {
            counts[choice.Choose([MathF.Log(1), MathF.Log(2), MathF.Log(5)], [], random)]++;
        }

        // Six standard deviations around 5,000, 10,000 and 25,000.
        Assert.InRange(counts[0], 4_603, 5_397);
        Assert.InRange(counts[1], 9_480, 10_520);
        Assert.InRange(counts[2], 24_419, 25_581);
    }

    [Fact]
    public void Choose_WithTheSameSeed_DrawsTheSame()
    {
        var choice = new NextTokenChoice(0.8f, 20, 0.95f, 0.01f, 1.1f);

        Assert.Equal(Draws(choice, 5), Draws(choice, 5));
        Assert.NotEqual(Draws(choice, 5), Draws(choice, 6));
    }

    [Fact]
    public void KeepTopK_WithEqualsAtTheEdge_KeepsThemAll()
    {
        float[] logits = [1, 3, 2, 2, 0];

        LogitsProcessors.KeepTopK(logits, 2);

        Assert.Equal([float.NegativeInfinity, 3, 2, 2, float.NegativeInfinity], logits);
    }

    [Fact]
    public void KeepTopP_OfNearlyNothing_KeepsTheBest()
    {
        float[] logits = [1, 3, 2];

        LogitsProcessors.KeepTopP(logits, 1e-6f);

        Assert.Equal([float.NegativeInfinity, 3, float.NegativeInfinity], logits);
    }

    /// <summary>The short way that sorts only what can stay gives what sorting everything gives.</summary>
    [Fact]
    public void KeepTopP_OnManyTokens_EqualsTheLongWay()
    {
        var random = new SeededRandom(9);
        for (var round = 0; round < 50; round++)
        {
            var logits = Enumerable.Range(0, 2_000).Select(_ => (float)(random.NextDouble() * 12)).ToArray();
            var p = 0.05f + (0.94f * random.NextSingle());
            var probabilities = new double[logits.Length];
            LogitsProcessors.Softmax(logits, probabilities);
            var sum = 0.0;
            var kept = Enumerable.Range(0, logits.Length).OrderBy(id => probabilities[id]).SkipWhile(id => (sum += probabilities[id]) <= 1.0 - p).ToHashSet();

            LogitsProcessors.KeepTopP(logits, p);

            Assert.True(kept.SetEquals(Enumerable.Range(0, logits.Length).Where(id => !float.IsNegativeInfinity(logits[id]))));
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Choose_OfScoresThatAreNoNumbers_SaysSo(float broken)
    {
        foreach (var temperature in (float[])[0, 1])
        {
            var choice = new NextTokenChoice(temperature, 2, 0.9f, 0.1f, 1.1f);

            Assert.Contains("diverged", Assert.Throws<TrainingException>(() => choice.Choose([1, broken, 2], [0], new SeededRandom(1))).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(-1, 0, 1, 0, 1, "temperature")]
    [InlineData(float.NaN, 0, 1, 0, 1, "temperature")]
    [InlineData(1, -1, 1, 0, 1, "top_k")]
    [InlineData(1, 0, 0, 0, 1, "top_p")]
    [InlineData(1, 0, 1, 1.5, 1, "min_p")]
    [InlineData(1, 0, 1, 0, 0, "repetition_penalty")]
    public void Settings_OutOfRange_AreNamed(float temperature, int topK, float topP, float minP, float penalty, string name) =>
        Assert.StartsWith(name, Assert.Throws<TrainingException>(() => new NextTokenChoice(temperature, topK, topP, minP, penalty)).Message, StringComparison.Ordinal);

    private static NextTokenChoice ChoiceOf(string kind, JsonElement parameters)
    {
        var own = kind == "all" ? parameters.GetProperty("all") : parameters;
        float Of(string name, float off) => kind == "all" || kind == name ? own.GetProperty(name).GetSingle() : off;
        return new NextTokenChoice(Of("temperature", 1), (int)Of("top_k", 0), Of("top_p", 1), Of("min_p", 0), Of("repetition", 1));
    }

    private static double[] Numbers(JsonElement row, string name) => [.. row.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];

    private static int[] Draws(NextTokenChoice choice, long seed)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, 20).Select(_ => choice.Choose([.. Enumerable.Range(0, 50).Select(id => id % 7f)], [3, 4], random))];
    }
}
