using Microsoft.AspNetCore.Components.Server.Circuits;

namespace OpenLedger.Studio.Shell;

/// <summary>Knows whether the browser of this page is connected now, so that nothing is drawn for one that is away.</summary>
internal sealed class CircuitPresence : CircuitHandler
{
    private TaskCompletionSource _connected = Connected();

    /// <summary>Completes at once while the browser is connected, else when it comes back.</summary>
    public Task WhenConnected => _connected.Task;

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _connected.TrySetResult();
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (_connected.Task.IsCompleted)
        {
            _connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return Task.CompletedTask;
    }

    private static TaskCompletionSource Connected()
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        source.SetResult();
        return source;
    }
}
