using OpenLedger.Studio.Features.Runs;

namespace OpenLedger.Studio.Tests.Runs;

/// <summary>Rows and folders come together again at the start, whatever a stop left behind.</summary>
public class RunHealingTests
{
    private static readonly Trainer Trains = (_, _, _) => RunsHouse.Outcome;

    [Fact]
    public async Task Folder_WithoutARow_IsARunAgain()
    {
        using var folder = new TemporaryFolder();
        RunId waiting, begun, done;
        using (var first = new RunsHouse(Trains, folder))
        {
            (waiting, begun, done) = (first.Wish("waiting"), first.Wish("begun"), first.Wish("done"));
            File.WriteAllText(first.Folders.FileOf(begun, "recipe.json"), "{}");
            File.WriteAllText(first.Folders.FileOf(done, "recipe.json"), "{}");
            File.WriteAllText(first.Folders.FileOf(done, "outcome.json"), "{}");
        }

        foreach (var file in Directory.EnumerateFiles(folder.Path, "studio.db*"))
        {
            File.Delete(file);
        }

        using var house = new RunsHouse(Trains, folder);
        await house.StartAsync();

        await Eventually.True(() => house.StateOf(waiting) == RunState.Finished);
        Assert.Equal(("begun", RunState.Paused, house.Me.Id), (house.Desk.Find(begun, house.Me)!.Title, house.StateOf(begun)!.Value, house.Desk.Find(begun, house.Me)!.OwnerId));
        Assert.Equal(RunState.Finished, house.StateOf(done));
        Assert.Contains(house.Desk.EventsOf(begun), line => line.Kind == RunEventKind.Found);
        await house.StopAsync();
    }

    [Fact]
    public async Task Row_WithoutAFolder_SaysSo_AndBlocksNothing()
    {
        using var house = new RunsHouse(Trains);
        var (gone, next) = (house.Wish(), house.Wish());
        Directory.Delete(house.Folders.PathOf(gone), recursive: true);

        await house.StartAsync();

        await Eventually.True(() => house.StateOf(next) == RunState.Finished);
        var card = house.Desk.Find(gone, house.Me)!;
        Assert.Equal((RunState.Failed, RunFailure.FolderGone, false), (card.State, card.Failure, card.CanGoOn));
        await house.StopAsync();
    }

    [Fact]
    public async Task Row_InTheTrash_WhoseFolderIsGone_IsGoneAltogether()
    {
        using var house = new RunsHouse(Trains);
        var id = house.Wish();
        await house.Desk.DeleteAsync(id, house.Me);
        house.Folders.Delete(id);

        await house.StartAsync();

        Assert.Empty(house.Book.Trash());
        await house.StopAsync();
    }

    [Fact]
    public async Task HalfMadeAndHalfDeletedFolders_AreGone_AndForeignOnesStay()
    {
        using var folder = new TemporaryFolder();
        var runs = Path.Combine(folder.Path, "runs");
        Directory.CreateDirectory(Path.Combine(runs, ".making-20261125-010203-abcd"));
        Directory.CreateDirectory(Path.Combine(runs, ".deleted-20261125-010203-abce"));
        Directory.CreateDirectory(Path.Combine(runs, "20261125-010203-abcf"));
        Directory.CreateDirectory(Path.Combine(runs, "not-a-run"));

        using var house = new RunsHouse(Trains, folder);
        await house.StartAsync();

        Assert.Empty(house.Desk.All(house.Me));
        Assert.Equal(["20261125-010203-abcf", "not-a-run"], Directory.EnumerateDirectories(runs).Select(Path.GetFileName).Order());
        await house.StopAsync();
    }

    [Fact]
    public async Task RunsOfAnOlderStudio_AreTakenOver()
    {
        using var folder = new TemporaryFolder();
        var old = Directory.CreateDirectory(Path.Combine(folder.Path, "runs", "20261124-010203-abcd"));
        File.WriteAllText(Path.Combine(old.FullName, "recipe.json"), "{}");
        File.WriteAllText(
            Path.Combine(old.FullName, "run.json"),
            """{"id":"20261124-010203-abcd","title":"Old","model":"nano-qwen","createdAt":"2026-11-24T01:02:03+00:00","state":"finished","queuedAt":"2026-11-24T01:02:03+00:00","examples":200,"step":20,"totalSteps":20,"seconds":1.5,"attempts":0,"attemptStep":0,"after":{"newRight":3,"newTotal":4,"keptRight":1,"keptTotal":1,"heldOutLoss":0.5}}""");

        using var house = new RunsHouse(Trains, folder);
        await house.StartAsync();

        var card = Assert.Single(house.Desk.All(house.Me));
        Assert.Equal(("Old", "nano-qwen", RunState.Finished, 3), (card.Title, card.Model, card.State, card.After!.NewRight));
        await house.StopAsync();
    }
}
