namespace OpenLedger.Studio.Tests.CommandLine;

public class UsageTests
{
    [Theory]
    [InlineData("tokenise")]
    [InlineData("--no-such-option")]
    public void WrongUsage_NamesTheProblemAndTheNextStep_OnStandardError(string argument)
    {
        var run = CommandRun.Of(argument);

        Assert.Equal(2, run.Status);
        Assert.Empty(run.Output);
        Assert.Contains(argument, run.Error, StringComparison.Ordinal);
        Assert.Contains("--help", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_GoesToStandardOutput_AndIsDone()
    {
        var run = CommandRun.Of("--help");

        Assert.Equal(0, run.Status);
        Assert.Contains("OpenLedger Studio", run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }
}
