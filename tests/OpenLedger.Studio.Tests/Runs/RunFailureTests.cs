using OpenLedger.Studio.Features.Runs;
using OpenLedger.Training;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Tests.Runs;

/// <summary>Each cause that ends a run, injected: it is called by its name, and the way out that is offered works.</summary>
public class RunFailureTests
{
    public static TheoryData<RunFailure, string> Causes => new()
    {
        { RunFailure.DiskFull, "The disk is full" },
        { RunFailure.OutOfMemory, "The memory ran out" },
        { RunFailure.Diverged, "learning rate is too bold" },
        { RunFailure.CheckpointDamaged, "checkpoint of this run is damaged" },
        { RunFailure.ModelGone, "Put its folder back" },
        { RunFailure.DataGone, "that this run reads is no longer there" },
    };

    [Theory]
    [MemberData(nameof(Causes))]
    public async Task Failure_IsCalledByItsCause_AndItsWayOutWorks(RunFailure cause, string says)
    {
        using var things = new TemporaryFolder();
        var (model, data) = (Directory.CreateDirectory(Path.Combine(things.Path, "model")).FullName, Path.Combine(things.Path, "data.jsonl"));
        File.WriteAllText(data, "{}\n");
        var isBroken = true;
        using var house = new RunsHouse((_, _, _) => isBroken ? throw Break(cause, model, data) : RunsHouse.Outcome);
        await house.StartAsync();
        var wish = RunsHouse.Asked("Bellmar") with { Recipe = new TrainingRecipe { Model = model, Data = [new DataSource(data)], PerDeviceTrainBatchSize = 8 } };
        var id = (await house.Desk.StartAsync(wish, house.Me)).Id!.Value;
        await Eventually.True(() => house.StateOf(id) == RunState.Failed);

        var card = house.Desk.Find(id, house.Me)!;
        Assert.Equal(cause, card.Failure);
        Assert.Contains(says, RunWords.Plain(card), StringComparison.Ordinal);
        Assert.NotEmpty(RunRemedies.Of(card, null, house.Desk.RecipeOf(id), hasAdapter: false));

        isBroken = false;
        Directory.CreateDirectory(model);
        File.WriteAllText(data, "{}\n");
        var again = cause switch
        {
            RunFailure.CheckpointDamaged => await house.Desk.BeginAgainAsync(id, house.Me),
            _ => await house.Desk.GoOnAsync(id, house.Me),
        };
        Assert.Null(again.Problem);
        await Eventually.True(() => house.StateOf(id) == RunState.Finished);
        Assert.Null(house.Desk.Find(id, house.Me)!.Problem);
        await house.StopAsync();
    }

    [Fact]
    public async Task FullDisk_AtTheStart_IsTold_AndNothingIsHalfWritten()
    {
        using var house = new RunsHouse((_, _, _) => RunsHouse.Outcome);
        var wish = RunsHouse.Asked("Bellmar") with { Pin = _ => throw new IOException("No space left on device.") };

        var receipt = await house.Desk.StartAsync(wish, house.Me);

        Assert.Null(receipt.Id);
        Assert.Contains("could not be written down", receipt.Problem!.ToString(), StringComparison.Ordinal);
        Assert.Empty(house.Desk.All(house.Me));
        Assert.Empty(house.Folders.All());
    }

    private static Exception Break(RunFailure cause, string model, string data)
    {
        switch (cause)
        {
            case RunFailure.ModelGone:
                Directory.Delete(model);
                return new TrainingException("config.json is missing.");
            case RunFailure.DataGone:
                File.Delete(data);
                return new TrainingException("data.jsonl is missing.");
            case RunFailure.OutOfMemory:
                return new InvalidOperationException("[enforce fail at alloc_cpu.cpp:117] DefaultCPUAllocator: can't allocate memory: you tried to allocate 137438953472 bytes.");
            case RunFailure.DiskFull:
                return new IOException("No space left on device");
            case RunFailure.CheckpointDamaged:
                return new TrainingException("checkpoint/state.safetensors: the file ends in the middle of tensor lora_A.");
            default:
                return new TrainingException("The loss is not finite at step 3.");
        }
    }
}
