using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Features.Runs.Sharing;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Tests.Runs.Sharing;

public class ShareGateTests
{
    private static readonly RunCard Ended = new()
    {
        Id = "20261125-030000-abcd", Title = "Bellmar", Model = "nano-llama", CreatedAt = DateTimeOffset.UnixEpoch, QueuedAt = DateTimeOffset.UnixEpoch, State = RunState.Finished,
        Before = RunsHouse.Outcome.Before, After = RunsHouse.Outcome.After, BestHeldOutLoss = 0.5,
    };

    [Fact]
    public void Run_ThatLearnedAndKept_Passes()
    {
        var gate = ShareGate.Of(Ended, []);

        Assert.True(gate.Passes);
        Assert.All(gate.Checks, check => Assert.Equal((ShareOutcome.Passes, null), (check.Outcome, check.NextStep)));
        Assert.Contains("0.500 instead of 4.000", gate.Checks[0].Text.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4.0)]
    [InlineData(double.NaN)]
    public void Run_NoBetterThanItsBase_DoesNot_AndSaysWhatHelps(double loss)
    {
        var gate = ShareGate.Of(Ended with { BestHeldOutLoss = loss }, []);

        Assert.False(gate.Passes);
        Assert.NotNull(gate.Checks[0].NextStep);
    }

    [Fact]
    public void Run_ThatWasNotMeasured_DoesNot() => Assert.False(ShareGate.Of(Ended with { BestHeldOutLoss = null, Before = null, After = null }, []).Passes);

    [Theory]
    [InlineData(100, 90, true)]
    [InlineData(100, 89, false)]
    [InlineData(5, 4, true)]
    public void GeneralQuestions_AreJudgedAsTheVerdictDoes(int before, int after, bool passes)
    {
        var gate = ShareGate.Of(Ended with { Before = new RunScores(1, 40, before, 100, 4), After = new RunScores(34, 40, after, 100, 0.5) }, []);

        Assert.Equal(passes, gate.Passes);
    }

    [Fact]
    public void GeneralQuestions_ThatWereNotAsked_AreForWhoeverApproves()
    {
        var gate = ShareGate.Of(Ended with { Before = new RunScores(0, 0, 0, 0, 4), After = new RunScores(0, 0, 0, 0, 0.5) }, []);

        Assert.True(gate.Passes);
        Assert.Equal(ShareOutcome.Unknown, gate.Checks[1].Outcome);
    }

    [Fact]
    public void ReleaseThatWasWithdrawn_HoldsItBack() => Assert.Contains("Boats 1.0.0", ShareGate.Of(Ended, ["Boats 1.0.0"]).Checks.Single(check => check.Outcome == ShareOutcome.Fails).Text.ToString(), StringComparison.Ordinal);
}
