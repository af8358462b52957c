namespace OpenLedger.Studio.Controls;

/// <summary>
/// Draws a page again and again while something that it shows works in the background, and once more when that has ended: it may end between
/// the last drawing and the question whether it still works.
/// </summary>
internal sealed class BusyWatch(TimeSpan between)
{
    private bool _isWatching;

    /// <summary>Begins where there is something to wait for and nobody watches yet; a page calls it after each drawing.</summary>
    /// <param name="isBusy">Whether it still works.</param>
    /// <param name="clock">Whose time it is.</param>
    /// <param name="draw">Draws the page.</param>
    /// <param name="failed">Told what went wrong while drawing.</param>
    /// <param name="leaving">The page is left; the work goes on.</param>
    public void Begin(Func<bool> isBusy, TimeProvider clock, Func<Task> draw, Func<Exception, Task> failed, CancellationToken leaving)
    {
        if (!_isWatching && isBusy())
        {
            _isWatching = true;
            _ = WatchAsync(isBusy, clock, draw, failed, leaving);
        }
    }

    private async Task WatchAsync(Func<bool> isBusy, TimeProvider clock, Func<Task> draw, Func<Exception, Task> failed, CancellationToken leaving)
    {
        try
        {
            while (isBusy())
            {
                await Task.Delay(between, clock, leaving);
                await draw();
            }

            _isWatching = false;
            await draw();
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        catch (Exception exception)
        {
            await failed(exception);
        }
    }
}
