using OpenLedger.Studio.Features.Runs;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Tests.Runs;

public class RunFeedTests
{
    private static readonly RunId One = RunId.New(DateTimeOffset.UnixEpoch);
    private static readonly RunId Other = RunId.New(DateTimeOffset.UnixEpoch.AddDays(1));

    [Fact]
    public async Task Subscription_HearsOnce_HoweverMuchHappened_AndSeesTheLatest()
    {
        var feed = new RunFeed();
        using var subscription = feed.Subscribe(One);

        for (var step = 1; step <= 1000; step++)
        {
            feed.Publish(One, At(step));
        }

        Assert.True(await subscription.ChangedAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1000, feed.LatestOf(One)!.Step);
        Assert.False(subscription.ChangedAsync(TestContext.Current.CancellationToken).IsCompleted);
    }

    [Fact]
    public void Subscription_HearsOfItsOwnRunOnly_OrOfAll()
    {
        var feed = new RunFeed();
        using var own = feed.Subscribe(One);
        using var all = feed.Subscribe(null);

        feed.Publish(Other, At(1));

        Assert.False(own.ChangedAsync(TestContext.Current.CancellationToken).IsCompleted);
        Assert.True(all.ChangedAsync(TestContext.Current.CancellationToken).IsCompleted);
    }

    [Fact]
    public async Task Subscription_ToStates_HearsOfNoStep()
    {
        var feed = new RunFeed();
        using var states = feed.SubscribeToStates();
        var hears = states.ChangedAsync(TestContext.Current.CancellationToken);

        feed.Publish(One, At(1));
        Assert.False(hears.IsCompleted);

        feed.Rest(One);
        Assert.True(await hears);
    }

    [Fact]
    public async Task Subscription_ThatIsDisposed_EndsItsWait()
    {
        var feed = new RunFeed();
        var subscription = feed.Subscribe(One);
        var waiting = subscription.ChangedAsync(TestContext.Current.CancellationToken);

        subscription.Dispose();

        Assert.False(await waiting);
    }

    private static RunProgress At(int step) => new(RunPhase.Training, step, 1000, 1, 1e-3, 1, 1000, null, null, null);
}
