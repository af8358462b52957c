using Microsoft.Extensions.Logging.Abstractions;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Shell;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Tests.Runs;

/// <summary>The runs feature over a temporary data folder, with a trainer of the test's choice.</summary>
internal sealed class RunsHouse : IDisposable
{
    private readonly TemporaryFolder? _own;
    private readonly DataFolder _data;
    private readonly TrainingWorker _worker;

    public RunsHouse(Trainer trainer, TemporaryFolder? folder = null)
    {
        _own = folder is null ? new TemporaryFolder() : null;
        _data = DataFolder.Open((folder ?? _own!).Path, StudioAddress.Default, TimeProvider.System);
        Folders = new RunFolders(_data, NullLogger<RunFolders>.Instance);
        Desk = new RunDesk(Folders, Queue, Feed, TimeProvider.System);
        Execution = new RunExecution(Folders, Feed, trainer, TimeProvider.System, NullLogger<RunExecution>.Instance);
        _worker = new TrainingWorker(Folders, Queue, Execution);
    }

    public RunFolders Folders { get; }

    public RunQueue Queue { get; } = new();

    public RunFeed Feed { get; } = new();

    public RunDesk Desk { get; }

    public RunExecution Execution { get; }

    public static RunOutcome Outcome { get; } = new(new RunScores(1, 40, 93, 100, 4), new RunScores(34, 40, 92, 100, 0.5), 0.5, 20, "adapter");

    public RunId Wish(string title = "Bellmar, first try")
    {
        var receipt = Desk.Start(new RunWish(title, "nano-llama", 200, new TrainingRecipe { Model = "/models/nano-llama", Data = [new DataSource("/entries.jsonl")] }));
        Assert.True(receipt.Id is not null, receipt.Problem);
        return receipt.Id.Value;
    }

    public Task StartAsync() => _worker.StartAsync(TestContext.Current.CancellationToken);

    public Task StopAsync() => _worker.StopAsync(TestContext.Current.CancellationToken);

    public RunState? StateOf(RunId id) => Desk.Find(id)?.State;

    public void Dispose()
    {
        _worker.Dispose();
        _data.Dispose();
        _own?.Dispose();
    }
}
