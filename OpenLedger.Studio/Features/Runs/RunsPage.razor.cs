namespace OpenLedger.Studio.Features.Runs;

/// <summary>All runs that this person may see and the line of those that wait, kept up to date while the page is open.</summary>
public sealed partial class RunsPage : IDisposable
{
    private const int MostCompared = 6;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _leaving = new();
    private readonly List<string> _chosen = [];
    private readonly Dictionary<string, RunPlace> _places = [];
    private readonly HashSet<string> _open = [];
    private IReadOnlyList<Tuning.TuningCard> _searches = [];
    private IReadOnlyList<RunCard> _runs = [];
    private IReadOnlyList<RunCard> _line = [];
    private IReadOnlyList<RunCard> _asked = [];
    private bool _archive;

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override void OnInitialized() => Read();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _ = FollowAsync(_leaving.Token);
        }
    }

    private async Task FollowAsync(CancellationToken leaving)
    {
        using var subscription = Desk.Subscribe(null);
        await subscription.FollowAsync(Presence, Clock, BetweenLooks, () => InvokeAsync(Look), DispatchExceptionAsync, leaving);
    }

    private void Read()
    {
        _searches = Searches.All(Me);
        _runs = Desk.All(Me);
        _line = Desk.Line(Me);
        _asked = Shares.Waiting(Me);
        _places.Clear();
        foreach (var run in _line.Where(run => run.State == RunState.Waiting))
        {
            if (Desk.PlaceOf(RunDesk.IdOf(run)) is { } place)
            {
                _places[run.Id] = place;
            }
        }

        _chosen.RemoveAll(id => _runs.All(run => run.Id != id));
    }

    private void Look()
    {
        Read();
        StateHasChanged();
    }

    private bool IsShown(RunCard run) => run.ArchivedAt is not null == _archive && IsUnfolded(run);

    /// <summary>Trials stand folded under their search.</summary>
    private bool IsUnfolded(RunCard run) => run.TuningId is not { } search || _open.Contains(search) || _searches.All(one => one.Id != search);

    private void Unfold(string search)
    {
        if (!_open.Remove(search))
        {
            _open.Add(search);
        }
    }

    private void Tick(string id)
    {
        if (!_chosen.Remove(id) && _chosen.Count < MostCompared)
        {
            _chosen.Add(id);
        }
    }

    private async Task MoveAsync((RunCard Run, bool Forward) wish)
    {
        await Desk.MoveAsync(RunDesk.IdOf(wish.Run), wish.Forward, Me);
        Read();
    }

    private async Task BringBackAsync(RunCard run)
    {
        await Desk.BringBackAsync(RunDesk.IdOf(run), Me);
        Read();
        _archive &= _runs.Any(one => one.ArchivedAt is not null);
    }

    private async Task CancelAsync(RunCard run)
    {
        await Desk.StopAsync(RunDesk.IdOf(run), Me);
        Read();
    }

    private async Task DeleteAsync(RunCard run)
    {
        var sure = await Dialogs.ShowMessageBoxAsync(
            T["Delete this run?"], T["\"{0}\" and what it learned go into the trash. There they rest for a while and can be taken back.", run.Title], yesText: T["Delete"], cancelText: T["Keep"]);
        if (sure == true)
        {
            await Desk.DeleteAsync(RunDesk.IdOf(run), Me);
            Look();
        }
    }
}
