using OpenLedger.Studio.Features.Runs;

namespace OpenLedger.Studio.Tests.Runs;

public class RunMetricsTests
{
    [Fact]
    public void ReadFrom_GoesOnWhereItWas_AndWaitsForWholeLines()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("metrics.jsonl");
        File.WriteAllText(path, "{\"step\":1,\"loss\":4.5,\"tokens_per_second\":900}\n{\"step\":2,\"lo");

        var (first, next, _) = RunMetrics.ReadFrom(path, 0);
        File.AppendAllText(path, "ss\":4}\n{\"step\":2,\"eval_loss\":3.5}\n");
        var (rest, _, restarted) = RunMetrics.ReadFrom(path, next);

        Assert.Equal([new RunMetric(1, 4.5, null, 900)], first);
        Assert.Equal([new RunMetric(2, 4, null, null), new RunMetric(2, null, 3.5, null)], rest);
        Assert.False(restarted);
    }

    [Fact]
    public void ReadFrom_AFileThatShrank_BeginsAnew()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("metrics.jsonl");
        File.WriteAllText(path, "{\"step\":1,\"loss\":4}\n");

        var (metrics, _, restarted) = RunMetrics.ReadFrom(path, 1000);

        Assert.True(restarted);
        Assert.Single(metrics);
    }

    [Theory]
    [InlineData("not json\n[1]\n{\"step\":\"x\"}\n{\"step\":1e99}\n\n{\"step\":7,\"loss\":\"NaN\"}\n")]
    public void ReadFrom_PassesOverWhatIsNoMetric(string text)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("metrics.jsonl");
        File.WriteAllText(path, text);

        Assert.Equal([new RunMetric(7, double.NaN, null, null)], RunMetrics.ReadFrom(path, 0).Metrics);
    }

    [Fact]
    public void LastStep_IsTheLastThatWasWritten()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("metrics.jsonl");
        Assert.Equal(0, RunMetrics.LastStep(path));

        File.WriteAllLines(path, Enumerable.Range(1, 5000).Select(step => $"{{\"step\":{step},\"loss\":1.0}}"));

        Assert.Equal(5000, RunMetrics.LastStep(path));
    }
}
