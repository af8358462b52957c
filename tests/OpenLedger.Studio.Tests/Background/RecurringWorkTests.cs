using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using OpenLedger.Studio.Background;

namespace OpenLedger.Studio.Tests.Background;

public sealed class RecurringWorkTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task FailedTurn_IsLoggedByItsName_AndTriedAgain()
    {
        var (log, third) = (new KeptLog(), new TaskCompletionSource());
        using var work = new Counting(Moment, log, (turn, _) => turn switch
        {
            1 => throw new InvalidOperationException("The line is too short."),
            2 => throw new OperationCanceledException("It did not answer in time."),
            _ => Done(third),
        });

        await work.StartAsync(TestContext.Current.CancellationToken);
        await third.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.All(log.Lines, line => Assert.Equal("Counting knots failed; it is tried again in 00:00:00.0010000", line));
        Assert.Equal(2, log.Lines.Count);
        Assert.False(work.ExecuteTask!.IsCompleted);
        await work.StopAsync(TestContext.Current.CancellationToken);
        Assert.True(work.ExecuteTask.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task TurnThatIsCutShortByTheEnd_SaysNothing()
    {
        var (log, begun) = (new KeptLog(), new TaskCompletionSource());
        using var work = new Counting(Moment, log, async (_, stopping) =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, stopping).ContinueWith(_ => { }, TaskScheduler.Default);
            throw new ObjectDisposedException("The store");
        });

        await work.StartAsync(TestContext.Current.CancellationToken);
        await begun.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await work.StopAsync(TestContext.Current.CancellationToken);

        Assert.True(work.ExecuteTask!.IsCompletedSuccessfully);
        Assert.Empty(log.Lines);
    }

    private static Task Done(TaskCompletionSource source)
    {
        source.TrySetResult();
        return Task.CompletedTask;
    }

    private sealed class Counting(TimeSpan between, ILogger log, Func<int, CancellationToken, Task> turn) : RecurringWork("Counting knots", between, TimeProvider.System, log)
    {
        private int _turns;

        protected override Task TurnAsync(CancellationToken stopping) => turn(++_turns, stopping);
    }

    private sealed class KeptLog : ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue(formatter(state, exception));
    }
}
