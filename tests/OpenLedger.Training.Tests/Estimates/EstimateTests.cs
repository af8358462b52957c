using OpenLedger.Training.Architectures;
using OpenLedger.Training.Estimates;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Training.Tests.Estimates;

/// <summary>Memory, disk and time of recipes: what must grow grows, what must not stays.</summary>
public class EstimateTests
{
    private static readonly BaseModelConfig Config = BaseModelConfig.Read(Path.Combine(Shelf.Models, "nano-llama"));

    private static readonly MachineSpeed Speed = new()
    {
        Processors = Environment.ProcessorCount,
        Products = [new(128, 2e10), new(1024, 8e10)],
        NarrowFactor = 0.5,
        Attention = 1e10,
        Swept = 5e8,
        Fetched = 1e9,
        SecondsOfACall = 3e-6,
    };

    private static readonly TrainingRecipe Recipe = new() { R = 16, Bf16 = false, Threads = 2 };

    [Fact]
    public void Memory_HoldsTheAdapterFourTimes_AndTheBestOnceMore()
    {
        var adapter = AdapterSizes.Of(Recipe, Config);
        var alone = MemoryEstimate.Of(Recipe, Config, adapter, Forecast(0), isLoaded: true);
        var measured = MemoryEstimate.Of(Recipe, Config, adapter, Forecast(1), isLoaded: true);

        Assert.Equal(4 * 4 * adapter.Parameters, alone.Parts.Where(part => part.Technical is "adapter" or "gradients" or "optimiser state").Sum(part => part.Bytes));
        Assert.Contains(measured.Parts, part => part.Technical == "best adapter" && part.Bytes == 4 * adapter.Parameters);
        Assert.DoesNotContain(alone.Parts, part => part.Technical == "best adapter");
    }

    [Fact]
    public void Memory_GrowsWithRankLengthAndPrecision_AndIsLessWhereTheLibraryIsThere()
    {
        long Of(TrainingRecipe recipe, int tokens = 1000, bool isLoaded = false) =>
            MemoryEstimate.Of(recipe, Config, AdapterSizes.Of(recipe, Config), Forecast(0, tokens), isLoaded).Bytes;

        Assert.True(Of(Recipe with { R = 64 }) > Of(Recipe));
        Assert.True(Of(Recipe, 2000) > Of(Recipe));
        Assert.True(Of(Recipe, isLoaded: true) < Of(Recipe));
        Assert.True(MemoryEstimate.WeightBytes(Config, narrow: true) < MemoryEstimate.WeightBytes(Config, narrow: false));
    }

    [Fact]
    public void Disk_HoldsTheStateTwice_WhileItIsWritten()
    {
        var adapter = AdapterSizes.Of(Recipe, Config);

        var disk = DiskEstimate.Of(Recipe, adapter, Forecast(0));

        Assert.Equal(disk.Bytes + disk.Checkpoint, disk.Peak);
        Assert.InRange(disk.Result, 4 * adapter.Parameters, (4 * adapter.Parameters) + 100_000);
    }

    [Fact]
    public void Work_IsLinear()
    {
        var adapter = AdapterSizes.Of(Recipe, Config);
        var one = StepWork.OfTraining(Config, adapter, 100, 40, 5_000, 1, 1);
        var three = StepWork.OfTraining(Config, adapter, 300, 120, 15_000, 3, 3);

        Assert.Equal(3 * one.Frozen, three.Frozen, three.Frozen * 1e-12);
        Assert.Equal(3 * one.Swept, three.Swept, three.Swept * 1e-12);
        Assert.Equal(one + one + one, one * 3);
    }

    [Fact]
    public void Time_FollowsTheMeasuredPace_WhereThereIsOne()
    {
        var adapter = AdapterSizes.Of(Recipe, Config);
        var forecast = Forecast(0);
        var guess = TimeEstimate.Of(Recipe, Config, adapter, forecast, Speed, null, questions: 0)!;
        var work = StepWork.OfTraining(Config, adapter, forecast.Load!) * 0.1;
        var pace = new MeasuredPace("nano-llama", 10, work, 3 * Speed.CpuSecondsOf(work, Config, narrow: false), 2 * Speed.CpuSecondsOf(work, Config, narrow: false), BFloat16: false, Threads: 2);

        var told = TimeEstimate.Of(Recipe, Config, adapter, forecast, Speed, pace, questions: 0)!;
        var other = TimeEstimate.Of(Recipe with { Bf16 = true }, Config, adapter, forecast, Speed, pace, questions: 0)!;

        Assert.Equal(3 * guess.CpuSecondsPerStep, told.CpuSecondsPerStep, 1e-9);
        Assert.Equal(guess.CpuSecondsPerStep * 2 * forecast.Steps, told.Steps.TotalSeconds, 1e-6);
        Assert.True(told.IsMeasured && !guess.IsMeasured && !other.IsMeasured);
        Assert.Null(TimeEstimate.Of(Recipe, Config, adapter, forecast with { Load = null }, Speed, null, questions: 0));
    }

    [Fact]
    public void Questions_TakeTimeBesides()
    {
        var adapter = AdapterSizes.Of(Recipe, Config);

        var asked = TimeEstimate.Of(Recipe, Config, adapter, Forecast(1), Speed, null, questions: 140)!;

        Assert.True(asked.Besides > TimeSpan.FromSeconds(0.1));
        Assert.True(asked.Besides > TimeEstimate.Of(Recipe, Config, adapter, Forecast(1), Speed, null, questions: 0)!.Besides);
    }

    [Theory]
    [InlineData(50, Fit.Fits)]
    [InlineData(95, Fit.FitsBarely)]
    [InlineData(101, Fit.TooLarge)]
    public void Room_SaysWhatFits(long bytes, Fit fit) =>
        Assert.Equal(fit, new MachineRoom(100, 200, 300).FitOf(new MemoryEstimate([new MemoryPart("a", "b", bytes)])));

    [Fact]
    public void Room_OfThisMachine_IsPartOfIt()
    {
        var room = MachineRoom.Look(Path.GetTempPath());

        Assert.InRange(room.Memory, 1, room.AllMemory);
        Assert.True(room.Disk > 0);
    }

    [Fact]
    public void Speed_KeptInAFile_IsReadAgain_AndADamagedOneIsNot()
    {
        var folder = Directory.CreateTempSubdirectory("openledger-speed-");
        var file = Path.Combine(folder.FullName, "machine.json");
        Speed.Write(file);
        var read = MachineSpeed.Read(file)!;
        File.WriteAllText(file, File.ReadAllText(file).Replace("0.5", "-1", StringComparison.Ordinal));
        var damaged = MachineSpeed.Read(file);
        folder.Delete(recursive: true);

        Assert.Equal((Speed.Attention, Speed.Products[1]), (read.Attention, read.Products[1]));
        Assert.Null(damaged);
        Assert.Null(MachineSpeed.Read(file));
    }

    private static RunForecast Forecast(int heldOut, int tokens = 1000) => new()
    {
        NewExamples = 100,
        RehearsalExamples = 50,
        AllExamples = 100,
        Cut = 0,
        TeachNothing = 0,
        TeachNothingSinceCut = 0,
        LongestExample = 40,
        HeldOut = heldOut == 0 ? HeldOutLoad.None : new HeldOutLoad(16, 500, 200, 20_000, 500, 200),
        Load = new BatchLoad
        {
            Steps = 100,
            MostTokens = tokens,
            MostLabels = tokens / 2,
            Longest = 40,
            MicroBatches = 100,
            Tokens = 100.0 * tokens,
            Labels = 50.0 * tokens,
            SquaredLengths = 4000.0 * tokens,
            RehearsalPerEpoch = 50,
            IsWhole = true,
        },
    };
}
