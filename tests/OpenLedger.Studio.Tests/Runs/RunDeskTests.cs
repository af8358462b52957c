using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Store;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Tests.Runs;

public class RunDeskTests
{
    private static readonly Trainer Never = (_, _, _) => throw new InvalidOperationException("Nothing is trained here.");

    [Fact]
    public async Task Start_OfManyAtOnce_RefusesNone_AndGivesEachItsOwnId()
    {
        using var house = new RunsHouse(Never);

        var receipts = await Task.WhenAll(Enumerable.Range(0, 150).Select(index => house.Desk.StartAsync(RunsHouse.Asked($"run {index}"), house.Me)));

        Assert.All(receipts, receipt => Assert.Null(receipt.Problem));
        Assert.Equal(150, receipts.Select(receipt => receipt.Id).Distinct().Count());
        var line = house.Desk.Line(house.Me);
        Assert.Equal(150, line.Select(run => run.Order).Distinct().Count());
        Assert.Equal(149, house.Desk.PlaceOf(RunDesk.IdOf(line[^1]))!.Value.Ahead);
        Assert.Equal(150, Directory.EnumerateDirectories(Path.GetDirectoryName(house.Folders.PathOf(receipts[0].Id!.Value))!).Count());
    }

    [Fact]
    public async Task Limits_OfAPerson_AreTold_AndHoldForNobodyElse()
    {
        using var house = new RunsHouse(Never, settings: new Dictionary<string, string?> { [RunSettings.WaitingPerPerson.Key] = "2", [RunSettings.PerPersonPerDay.Key] = "3" });
        var vera = house.Person("vera", Roles.Trainer);
        house.Wish("one", vera);
        var second = house.Wish("two", vera);

        var third = await house.Desk.StartAsync(RunsHouse.Asked("three"), vera);
        Assert.StartsWith("2 of your runs wait already", third.Problem!.ToString(), StringComparison.Ordinal);
        await house.Desk.StopAsync(second, vera);
        house.Wish("three", vera);
        await house.Desk.StopAsync(RunDesk.IdOf(house.Desk.Line(vera)[0]), vera);
        var fourth = await house.Desk.StartAsync(RunsHouse.Asked("four"), vera);

        Assert.StartsWith("You have started 3 runs", fourth.Problem!.ToString(), StringComparison.Ordinal);
        house.Wish("another person's", house.Person("ada", Roles.Trainer));
    }

    [Fact]
    public async Task Viewer_StartsNothing()
    {
        using var house = new RunsHouse(Never);

        var receipt = await house.Desk.StartAsync(RunsHouse.Asked("mine"), house.Person("guest", Roles.Viewer));

        Assert.Null(receipt.Id);
        Assert.Contains("may train", receipt.Problem!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithNothingToLearn_IsRefused_AndLeavesNothingBehind()
    {
        using var house = new RunsHouse(Never);
        var wish = RunsHouse.Asked("empty");
        var pinned = wish with
        {
            Pin = folder =>
            {
                File.WriteAllText(Path.Combine(folder, "data-1.jsonl"), string.Empty);
                return wish.Recipe with { Data = [new DataSource("data-1.jsonl")] };
            },
        };

        RunWish[] wishes = [wish with { Forecast = Forecasts.Of(20) with { Load = null } }, wish with { Recipe = new TrainingRecipe() }, pinned];
        foreach (var empty in wishes)
        {
            Assert.Equal(RunReceipt.NothingToLearn, await house.Desk.StartAsync(empty, house.Me));
        }

        Assert.Empty(house.Desk.All(house.Me));
        Assert.Empty(house.Folders.All());
        Assert.NotNull((await house.Desk.StartAsync(wish with { Forecast = Forecasts.Of(20) }, house.Me)).Id);
    }

    [Fact]
    public async Task Runs_OfOthers_DoNotExist_UnlessShared()
    {
        using var house = new RunsHouse(Never);
        var (vera, ada) = (house.Person("vera", Roles.Trainer), house.Person("ada", Roles.Trainer));
        var id = house.Wish("Vera's", vera);

        Assert.Null(house.Desk.Find(id, ada));
        Assert.Empty(house.Desk.All(ada));
        Assert.False(await house.Desk.StopAsync(id, ada));
        Assert.False(await house.Desk.RenameAsync(id, "Ada's", ada));
        Assert.False(await house.Desk.DeleteAsync(id, ada));
        Assert.NotNull((await house.Desk.GoOnAsync(id, ada)).Problem);

        Assert.Null(await house.Sharing.ApproveAsync(id, house.Me));
        Assert.Equal("Vera's", house.Desk.Find(id, ada)!.Title);
        Assert.False(await house.Desk.DeleteAsync(id, ada));
        Assert.Equal("Vera's", Assert.Single(house.Desk.All(house.Me)).Title);
        Assert.Equal(RunState.Waiting, house.StateOf(id));
    }

    [Fact]
    public async Task Rename_Cleans_AndRefusesNothing()
    {
        using var house = new RunsHouse(Never);
        var id = house.Wish();

        Assert.True(await house.Desk.RenameAsync(id, "  House\nrules ", house.Me));
        Assert.False(await house.Desk.RenameAsync(id, " \t", house.Me));

        Assert.Equal("Houserules", house.Desk.Find(id, house.Me)!.Title);
        Assert.Contains(house.Desk.EventsOf(id), line => line.Kind == RunEventKind.Renamed && line.Detail == "Houserules");
    }

    [Fact]
    public async Task Move_ChangesPlaces_AmongOnesOwnRuns()
    {
        using var house = new RunsHouse(Never);
        var (vera, ada) = (house.Person("vera", Roles.Trainer), house.Person("ada", Roles.Trainer));
        RunId[] ids = [house.Wish("v1", vera), house.Wish("a1", ada), house.Wish("v2", vera)];

        Assert.True(await house.Desk.MoveAsync(ids[2], forward: true, vera));
        Assert.Equal(["v2", "a1", "v1"], house.Desk.Line(house.Me).Select(run => run.Title));
        Assert.False(await house.Desk.MoveAsync(ids[2], forward: true, vera));
        Assert.False(await house.Desk.MoveAsync(ids[1], forward: true, vera));
        Assert.True(await house.Desk.MoveAsync(ids[1], forward: true, house.Me));
        Assert.Equal(["a1", "v2", "v1"], house.Desk.Line(house.Me).Select(run => run.Title));
    }

    [Fact]
    public void Place_TellsTheWait_AsFarAsItIsKnown()
    {
        using var house = new RunsHouse(Never);
        RunId[] ids = [house.Wish(), house.Wish(), house.Wish()];
        house.Book.Update(ids[0], card => card with { Prediction = new RunPrediction(null, 60, null) });

        Assert.Equal(new RunPlace(1, TimeSpan.FromSeconds(60)), house.Desk.PlaceOf(ids[1]));
        Assert.Equal(new RunPlace(2, null), house.Desk.PlaceOf(ids[2]));
        house.Book.Update(ids[0], card => card with { State = RunState.Running });
        house.Feed.Publish(ids[0], new(Training.Runs.RunPhase.Training, 10, 20, Remaining: TimeSpan.FromSeconds(5)));
        Assert.Equal(TimeSpan.FromSeconds(5), house.Desk.PlaceOf(ids[1])!.Value.Wait);
        Assert.Null(house.Desk.PlaceOf(ids[0]));
    }

    [Fact]
    public async Task Delete_PutsARunIntoTheTrash_ButLeavesOneThatTrains()
    {
        using var house = new RunsHouse(Never);
        var id = house.Wish();
        house.Book.Update(id, card => card with { State = RunState.Running });

        Assert.False(await house.Desk.DeleteAsync(id, house.Me));
        house.Book.Update(id, card => card with { State = RunState.Finished });
        Assert.True(await house.Desk.DeleteAsync(id, house.Me));

        Assert.Empty(house.Desk.All(house.Me));
        Assert.Null(house.Desk.Find(id, house.Me));
        Assert.True(house.Folders.Exists(id));
        Assert.Equal(id.Value, Assert.Single(house.Book.Trash()).Id);
    }

    [Fact]
    public void Titles_CountTheTries()
    {
        using var house = new RunsHouse(Never);

        Assert.Equal("Bellmar, try 1", house.Desk.NextTitle("Bellmar", house.Me).ToString());
        house.Wish("Bellmar, try 1");
        Assert.Equal("Bellmar, try 2", house.Desk.NextTitle("Bellmar", house.Me).ToString());
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("20261124-225901-ab/d")]
    [InlineData("20261124-225901-abcd\n")]
    [InlineData("")]
    [InlineData(null)]
    public void RunId_TakesNoOtherFolder(string? text) => Assert.False(RunId.TryParse(text, out _));
}
