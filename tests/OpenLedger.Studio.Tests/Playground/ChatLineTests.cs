using OpenLedger.Studio.Features.Playground;

namespace OpenLedger.Studio.Tests.Playground;

public class ChatLineTests
{
    [Fact]
    public async Task WhoCameFirst_GoesFirst_AndEachHearsHowManyAreAhead()
    {
        var line = new ChatLine(TimeSpan.FromMinutes(1));
        var order = new List<string>();
        var heard = new Dictionary<string, List<string>>();
        var first = line.Enter("Vera", (_, _) => { }, TestContext.Current.CancellationToken);
        var waiting = new List<Task>();
        foreach (var name in new[] { "Omar", "Ines", "Bo" })
        {
            var news = heard[name] = [];
            waiting.Add(Task.Run(() =>
            {
                using var turn = line.Enter(name, (who, ahead) => news.Add($"{who} {ahead}"), TestContext.Current.CancellationToken);
                order.Add(name);
            }, TestContext.Current.CancellationToken));
            await Eventually.True(() => news.Count > 0);
        }

        first.Dispose();
        await Task.WhenAll(waiting);

        Assert.Equal(["Omar", "Ines", "Bo"], order);
        Assert.Equal(["Vera 3", "Omar 2", "Ines 1"], heard["Bo"]);
    }

    [Fact]
    public async Task LongTurn_IsShared_WhenItsSliceIsOver()
    {
        var line = new ChatLine(TimeSpan.Zero);
        var order = new List<string>();
        using var turn = line.Enter("Vera", (_, _) => { }, TestContext.Current.CancellationToken);
        var queued = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var omar = Task.Run(() =>
        {
            using var next = line.Enter("Omar", (_, _) => queued.TrySetResult(), TestContext.Current.CancellationToken);
            order.Add("Omar");
        }, TestContext.Current.CancellationToken);
        await queued.Task;

        turn.Share(TestContext.Current.CancellationToken);
        order.Add("Vera");
        await omar;

        Assert.Equal(["Omar", "Vera"], order);
    }

    [Fact]
    public async Task TurnWithinItsSlice_IsKept()
    {
        var line = new ChatLine(TimeSpan.FromMinutes(1));
        var order = new List<string>();
        var turn = line.Enter("Vera", (_, _) => { }, TestContext.Current.CancellationToken);
        var queued = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var omar = Task.Run(() =>
        {
            using var next = line.Enter("Omar", (_, _) => queued.TrySetResult(), TestContext.Current.CancellationToken);
            order.Add("Omar");
        }, TestContext.Current.CancellationToken);
        await queued.Task;

        turn.Share(TestContext.Current.CancellationToken);
        order.Add("Vera");
        turn.Dispose();
        await omar;

        Assert.Equal(["Vera", "Omar"], order);
    }

    [Fact]
    public async Task WhoGivesUp_LeavesTheLine()
    {
        var line = new ChatLine(TimeSpan.FromMinutes(1));
        var first = line.Enter("Vera", (_, _) => { }, TestContext.Current.CancellationToken);
        using var leaving = new CancellationTokenSource();
        var queued = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var omar = Task.Run(() => line.Enter("Omar", (_, _) => queued.TrySetResult(), leaving.Token), TestContext.Current.CancellationToken);
        await queued.Task;

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => omar);
        first.Dispose();

        using var next = line.Enter("Ines", (_, _) => { }, TestContext.Current.CancellationToken);
        Assert.Equal("Ines", next.Who);
    }
}
