using System.Collections.Concurrent;
using System.Threading.Channels;
using OpenLedger.Studio.Shell;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>
/// Tells pages that something about a run changed. The latest wins: a slow page misses what came between and reads the rest
/// from the run's folder, so the trainer never waits for a browser and nothing piles up.
/// </summary>
internal sealed class RunFeed
{
    private readonly ConcurrentDictionary<RunId, RunProgress> _latest = new();
    private readonly ConcurrentDictionary<RunSubscription, (RunId? About, bool StatesOnly)> _subscriptions = new();

    /// <summary>How far the run is, as far as this process knows.</summary>
    public RunProgress? LatestOf(RunId id) => _latest.GetValueOrDefault(id);

    public void Publish(RunId id, RunProgress progress)
    {
        _latest[id] = progress;
        Tell(id, isState: false);
    }

    /// <summary>Says that the run's state changed, and forgets how far it was: it does not train now.</summary>
    public void Rest(RunId id)
    {
        _latest.TryRemove(id, out _);
        Tell(id);
    }

    /// <summary>A run has come to some end; whoever waits for that (a search, a notification) hears it once, on the trainer's thread.</summary>
    public event Action<RunCard>? HasEnded;

    public void Ended(RunCard card) => HasEnded?.Invoke(card);

    /// <summary>Says that something about the run is other than it was, beside how far it is.</summary>
    public void Tell(RunId id) => Tell(id, isState: true);

    /// <summary>Hears about one run, or about all of them.</summary>
    public RunSubscription Subscribe(RunId? id) => Subscribe(id, statesOnly: false);

    /// <summary>Hears about all of them, but not how far the one is that trains: that comes many times a second and changes no list.</summary>
    public RunSubscription SubscribeToStates() => Subscribe(null, statesOnly: true);

    private RunSubscription Subscribe(RunId? id, bool statesOnly)
    {
        var subscription = new RunSubscription(gone => _subscriptions.TryRemove(gone, out _));
        _subscriptions[subscription] = (id, statesOnly);
        return subscription;
    }

    private void Tell(RunId id, bool isState)
    {
        foreach (var (subscription, (about, statesOnly)) in _subscriptions)
        {
            if ((about is null || about == id) && (isState || !statesOnly))
            {
                subscription.Signal();
            }
        }
    }
}

/// <summary>One page's ear at the feed.</summary>
internal sealed class RunSubscription(Action<RunSubscription> leave) : IDisposable
{
    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Signal() => _signals.Writer.TryWrite(true);

    /// <summary>Returns when something changed since the last call; false when the subscription has ended.</summary>
    public async Task<bool> ChangedAsync(CancellationToken cancellation)
    {
        if (!await _signals.Reader.WaitToReadAsync(cancellation))
        {
            return false;
        }

        _signals.Reader.TryRead(out _);
        return true;
    }

    /// <summary>
    /// Shows a page what changed, at most once in a while and only while its browser is there, until the page is left. What goes wrong is
    /// handed to the page.
    /// </summary>
    public async Task FollowAsync(CircuitPresence presence, TimeProvider clock, TimeSpan between, Func<Task> show, Func<Exception, Task> fail, CancellationToken leaving)
    {
        try
        {
            while (await ChangedAsync(leaving))
            {
                await presence.WhenConnected.WaitAsync(leaving);
                await show();
                await Task.Delay(between, clock, leaving);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        catch (Exception exception)
        {
            await fail(exception);
        }
    }

    public void Dispose()
    {
        leave(this);
        _signals.Writer.TryComplete();
    }
}
