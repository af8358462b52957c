using System.Runtime.InteropServices;

namespace OpenLedger.Studio.CommandLine;

/// <summary>Ctrl+C and the polite kill: the first asks the command to stop, the second ends the process at once.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public Interruption()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>What Ctrl+C stops instead of the whole command, while something is under way that can be stopped alone.</summary>
    public CancellationTokenSource? Inner { get; set; }

    public void Interrupt() => Interrupt(out _);

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext signal)
    {
        Interrupt(out var isFirst);
        // Not cancelled, the signal does what it does by default: it ends the process.
        signal.Cancel = isFirst;
    }

    private void Interrupt(out bool isFirst)
    {
        if (Inner is { IsCancellationRequested: false } inner)
        {
            isFirst = true;
            inner.Cancel();
            return;
        }

        isFirst = !_source.IsCancellationRequested;
        _source.Cancel();
    }
}
