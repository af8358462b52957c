using System.Threading.Channels;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>The ids of the runs that wait, in order, and the handle by which the one that trains is stopped.</summary>
internal sealed class RunQueue
{
    public const int Capacity = 100;

    private readonly Channel<RunId> _ids = Channel.CreateBounded<RunId>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly Lock _turn = new();
    private RunId? _current;
    private CancellationTokenSource? _stop;

    public bool TryAdd(RunId id) => _ids.Writer.TryWrite(id);

    public IAsyncEnumerable<RunId> TakeAllAsync(CancellationToken cancellation) => _ids.Reader.ReadAllAsync(cancellation);

    /// <summary>Marks a run as the one that trains, until the result is disposed. Its token falls when a person or the host stops it.</summary>
    public RunTurn Begin(RunId id, CancellationToken hostStopping)
    {
        lock (_turn)
        {
            _current = id;
            _stop = CancellationTokenSource.CreateLinkedTokenSource(hostStopping);
            return new RunTurn(this, _stop.Token);
        }
    }

    /// <summary>Asks the run to stop if it is the one that trains.</summary>
    public bool Stop(RunId id)
    {
        lock (_turn)
        {
            if (_current != id)
            {
                return false;
            }

            _stop?.Cancel();
            return true;
        }
    }

    private void End()
    {
        lock (_turn)
        {
            _current = null;
            _stop?.Dispose();
            _stop = null;
        }
    }

    internal sealed class RunTurn(RunQueue queue, CancellationToken stop) : IDisposable
    {
        public CancellationToken Stop { get; } = stop;

        public void Dispose() => queue.End();
    }
}
