using OpenLedger.Studio.Features.Runs;

namespace OpenLedger.Studio.Tests.Runs;

public class RunDeskTests
{
    private static readonly Trainer Never = (_, _, _) => throw new InvalidOperationException("Nothing is trained here.");

    [Fact]
    public void Start_BeyondTheQueue_SaysSo_AndKeepsTheWish()
    {
        using var house = new RunsHouse(Never);
        for (var i = 0; i < RunQueue.Capacity; i++)
        {
            house.Wish();
        }

        var receipt = house.Desk.Start(new RunWish("one more", "nano-llama", 1, new()));

        Assert.Contains("Go on", receipt.Problem, StringComparison.Ordinal);
        Assert.Equal(RunState.Stopped, house.StateOf(receipt.Id!.Value));
    }

    [Fact]
    public void All_HasTheNewestFirst_AndLeavesOutWhatIsNoRun()
    {
        using var house = new RunsHouse(Never);
        var first = house.Wish("first");
        house.Folders.Update(first, card => card with { Title = "renamed" });
        Directory.CreateDirectory(Path.Combine(house.Folders.PathOf(first), "..", "not-a-run"));
        var broken = house.Wish("broken");
        File.WriteAllText(house.Folders.FileOf(broken, "run.json"), "{");

        var card = Assert.Single(house.Desk.All());

        Assert.Equal("renamed", card.Title);
    }

    [Fact]
    public void Delete_LeavesARunThatTrains()
    {
        using var house = new RunsHouse(Never);
        var id = house.Wish();
        house.Folders.Update(id, card => card with { State = RunState.Running });

        Assert.False(house.Desk.Delete(id));
        Assert.True(Directory.Exists(house.Folders.PathOf(id)));

        house.Folders.Update(id, card => card with { State = RunState.Finished });
        Assert.True(house.Desk.Delete(id));
        Assert.False(Directory.Exists(house.Folders.PathOf(id)));
    }

    [Fact]
    public void Titles_CountTheTries()
    {
        using var house = new RunsHouse(Never);

        Assert.Equal("Bellmar, first try", house.Desk.NextTitle("Bellmar"));
        house.Wish("Bellmar, first try");
        Assert.Equal("Bellmar, second try", house.Desk.NextTitle("Bellmar"));
    }

    [Fact]
    public void AheadOf_CountsTheRunThatTrainsAndThoseThatWaitLonger()
    {
        using var house = new RunsHouse(Never);
        var training = house.Wish();
        house.Folders.Update(training, card => card with { State = RunState.Running });
        var longer = house.Wish();
        var mine = house.Wish();
        house.Folders.Update(longer, card => card with { QueuedAt = card.QueuedAt.AddMinutes(-1) });

        Assert.Equal(2, house.Desk.AheadOf(house.Desk.Find(mine)!));
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("20261124-225901-ab/d")]
    [InlineData("20261124-225901-abcd\n")]
    [InlineData("")]
    [InlineData(null)]
    public void RunId_TakesNoOtherFolder(string? text) => Assert.False(RunId.TryParse(text, out _));
}
