using System.Text.Json;
using OpenLedger.Training.Optimization;

namespace OpenLedger.Training.Tests.Optimization;

public class LearningRateScheduleTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void Factor_OfEveryGoldenStep_IsTransformers()
    {
        using var goldens = JsonDocument.Parse(File.ReadAllBytes(Shelf.Golden("schedules.json")));
        var steps = 0;
        foreach (var schedule in goldens.RootElement.GetProperty("schedules").EnumerateArray())
        {
            var name = schedule.GetProperty("name").GetString()!;
            var (total, warmup) = (schedule.GetProperty("steps").GetInt32(), schedule.GetProperty("warmup").GetInt32());
            foreach (var (step, factor) in schedule.GetProperty("factors").EnumerateArray().Index())
            {
                Assert.Equal(factor.GetDouble(), LearningRateSchedule.Factor(name, step, warmup, total), Tolerance);
                steps++;
            }
        }

        Assert.Equal(310, steps);
    }

    /// <summary>Computed by hand from transformers' formulas, which the goldens do not hold.</summary>
    [Theory]
    [InlineData("polynomial", 0, 2, 10, 1e-4, 0)]
    [InlineData("polynomial", 1, 2, 10, 1e-4, 0.5)]
    [InlineData("polynomial", 6, 2, 10, 1e-4, 0.5005)]
    [InlineData("polynomial", 10, 2, 10, 1e-4, 0.001)]
    [InlineData("polynomial", 11, 2, 10, 1e-4, 0.001)]
    [InlineData("inverse_sqrt", 1, 4, 10, 1, 0.25)]
    [InlineData("inverse_sqrt", 4, 4, 10, 1, 1)]
    [InlineData("inverse_sqrt", 16, 4, 20, 1, 0.5)]
    [InlineData("inverse_sqrt", 30000, 0, 40000, 1, 0.5)]
    public void Factor_OfFormulas_IsAsWritten(string name, int step, int warmup, int total, double rate, double expected) =>
        Assert.Equal(expected, LearningRateSchedule.Factor(name, step, warmup, total, rate), Tolerance);

    [Theory]
    [InlineData("cosin", "\"cosine\"")]
    [InlineData("Linear", "\"linear\"")]
    [InlineData("cosine-with-restart", "\"cosine_with_restarts\"")]
    public void Factor_OfAMisspeltName_SuggestsTheNearest(string name, string suggestion)
    {
        var problem = Assert.Throws<TrainingException>(() => LearningRateSchedule.Factor(name, 0, 0, 10));

        Assert.Contains($"Did you mean {suggestion}?", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Factor_OfAnythingElse_NamesWhatIsKnown() =>
        Assert.Contains("inverse_sqrt", Assert.Throws<TrainingException>(() => LearningRateSchedule.Factor("reduce_lr_on_plateau", 0, 0, 10)).Message, StringComparison.Ordinal);
}
