namespace OpenLedger.Studio.Features.Runs;

/// <summary>All runs, kept up to date while the page is open.</summary>
public sealed partial class RunsPage : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<RunCard> _runs = [];

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override void OnInitialized() => _runs = Desk.All(Me);

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _ = FollowAsync(_leaving.Token);
        }
    }

    private static RunId RunIdOf(RunCard card) => RunId.TryParse(card.Id, out var id) ? id : default;

    private async Task FollowAsync(CancellationToken leaving)
    {
        using var subscription = Desk.Subscribe(null);
        try
        {
            while (await subscription.ChangedAsync(leaving))
            {
                await Presence.WhenConnected.WaitAsync(leaving);
                await InvokeAsync(Look);
                await Task.Delay(BetweenLooks, Clock, leaving);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private void Look()
    {
        _runs = Desk.All(Me);
        StateHasChanged();
    }

    private async Task DeleteAsync(RunCard run)
    {
        var sure = await Dialogs.ShowMessageBoxAsync(
            "Delete this run?",
            $"\"{run.Title}\" and what it learned go into the trash.",
            yesText: "Delete",
            cancelText: "Keep");
        if (sure == true)
        {
            await Desk.DeleteAsync(RunIdOf(run), Me);
            Look();
        }
    }
}
