using OpenLedger.Studio.Features.Playground;
using OpenLedger.Training;

namespace OpenLedger.Studio.Tests.Playground;

public class ModelShelfTests
{
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task Model_IsLoadedOnce_HoweverManyAsk()
    {
        var loads = 0;
        using var shelf = Shelves.With(_ => { Interlocked.Increment(ref loads); return new FakeChatModel(); });

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Take(shelf, "models/nano").Dispose())));

        Assert.Equal(1, loads);
        Assert.True(shelf.IsLoaded("models/nano"));
    }

    [Fact]
    public async Task ModelThatNobodyAsks_GivesItsMemoryBack_ButNotWhileItIsUsed()
    {
        var model = new FakeChatModel();
        using var shelf = Shelves.With(_ => model, idle: Idle);
        using (Take(shelf, "models/nano"))
        {
            await Task.Delay(2 * Idle, TestContext.Current.CancellationToken);
            Assert.False(model.IsDisposed);
        }

        await Eventually.True(() => model.IsDisposed);

        Assert.Equal(0, shelf.Count);
    }

    [Fact]
    public void LoadThatFails_IsTriedAgain()
    {
        var tries = 0;
        using var shelf = Shelves.With(_ => ++tries == 1 ? throw new TrainingException("broken") : new FakeChatModel());

        Assert.Throws<TrainingException>(() => Take(shelf, "models/nano"));

        using var loan = Take(shelf, "models/nano");
        Assert.NotNull(loan.Model);
    }

    [Fact]
    public void IdleModel_MakesRoomForAnother_TheLongestIdleFirst()
    {
        var free = 20L;
        var models = new Dictionary<string, FakeChatModel>();
        using var shelf = new ModelShelf(
            (folder, _, _) => { free -= 10; return models[folder] = new FakeChatModel(); },
            new ChatMemory(_ => 10, () => free + (10 * models.Values.Count(model => model.IsDisposed))),
            TimeProvider.System,
            TimeSpan.FromMinutes(5));
        Take(shelf, "a").Dispose();
        Take(shelf, "b").Dispose();
        Assert.Equal((10, 20), shelf.RoomFor("c"));

        Take(shelf, "c").Dispose();

        Assert.Equal([true, false, false], new[] { "a", "b", "c" }.Select(folder => models[folder].IsDisposed));
        Assert.Equal((0, 0), shelf.RoomFor("c"));
    }

    [Fact]
    public void ModelInUse_IsNotTakenAway_SoThatAnotherIsRefused()
    {
        var free = 10L;
        using var shelf = new ModelShelf((_, _, _) => { free -= 10; return new FakeChatModel(); }, new ChatMemory(_ => 10, () => free), TimeProvider.System, TimeSpan.FromMinutes(5));
        using var used = Take(shelf, "models/a");

        var refused = Assert.Throws<NoRoomException>(() => Take(shelf, "models/b"));

        Assert.Equal((10L, 0L), (refused.Need, refused.Free));
    }

    [Theory]
    [InlineData("nano-llama")]
    [InlineData("nano-qwen")]
    public void Need_IsAtLeastTheWeightsInFloat32(string model)
    {
        var weights = new FileInfo(Path.Combine(Checkout.Model(model), "model.safetensors")).Length;

        var need = ChatMemory.OfModel(Checkout.Model(model));

        // The files hold two bytes a number; beside the weights there are answers to remember and a fixed allowance.
        Assert.InRange(need, 2 * (weights - 100_000), (2 * weights) + 100_000_000);
    }

    private static ModelShelf.Loan Take(ModelShelf shelf, string folder) => shelf.Take(folder, _ => { }, TestContext.Current.CancellationToken);
}
