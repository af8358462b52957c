using OpenLedger.Studio.Features.Playground;

namespace OpenLedger.Studio.Tests.Playground;

public class ModelShelfTests
{
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task Model_IsLoadedOnce_AndUsedByOneAtATime()
    {
        var loads = 0;
        var inside = 0;
        var most = 0;
        using var shelf = new ModelShelf((_, _) => { Interlocked.Increment(ref loads); return new FakeChatModel(); }, TimeProvider.System, TimeSpan.FromMinutes(1));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            using var loan = shelf.Take("models/nano", CancellationToken.None);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            Thread.Yield();
            Interlocked.Decrement(ref inside);
        })));

        Assert.Equal((1, 1), (loads, most));
    }

    [Fact]
    public async Task ModelThatNobodyAsks_GivesItsMemoryBack_ButNotWhileItIsUsed()
    {
        var model = new FakeChatModel();
        using var shelf = new ModelShelf((_, _) => model, TimeProvider.System, Idle);
        using (shelf.Take("models/nano", TestContext.Current.CancellationToken))
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
        using var shelf = new ModelShelf((_, _) => ++tries == 1 ? throw new OpenLedger.Training.TrainingException("broken") : new FakeChatModel(), TimeProvider.System, Idle);

        Assert.Throws<OpenLedger.Training.TrainingException>(() => shelf.Take("models/nano", TestContext.Current.CancellationToken));

        using var loan = shelf.Take("models/nano", TestContext.Current.CancellationToken);
        Assert.NotNull(loan.Model);
    }
}
