using OpenLedger.Studio.CommandLine;

namespace OpenLedger.Studio.Tests.CommandLine;

public class ProgressBarTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Show_DrawsInATerminalOnly_AndLeavesNothingBehind(bool isTerminal)
    {
        var error = new StringWriter();
        var context = new CommandContext { Input = Stream.Null, Output = Stream.Null, Error = error, Clock = TimeProvider.System, ErrorIsTerminal = isTerminal };

        using (var bar = ProgressBar.Start(context, isWanted: true, "Training"))
        {
            bar.Show(30, 120, "loss 1.5", TimeSpan.FromSeconds(75));
        }

        Assert.Equal(isTerminal, error.ToString().Contains("\rTraining [######..................] 25%  loss 1.5  1:15 left", StringComparison.Ordinal));
        Assert.EndsWith(isTerminal ? "\r" : "", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(isTerminal, error.ToString().Length > 0);
    }
}
