namespace OpenLedger.Studio.Features.Runs;

/// <summary>All runs that this person may see and the line of those that wait, kept up to date while the page is open.</summary>
public sealed partial class RunsPage : IDisposable
{
    private const int MostCompared = 6;
    private const int PageSize = 50;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    // How long the others wait changes slowly.
    private static readonly TimeSpan BetweenWaits = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _leaving = new();
    private readonly List<string> _chosen = [];
    private readonly HashSet<string> _open = [];
    private readonly List<(Tuning.TuningCard? Search, RunCard? Run)> _rows = [];
    private IReadOnlyDictionary<string, RunPlace> _places = new Dictionary<string, RunPlace>();
    private Dictionary<string, IReadOnlyList<RunCard>> _trials = [];
    private IReadOnlyList<Tuning.TuningCard> _searches = [];
    private IReadOnlyList<RunCard> _runs = [];
    private IReadOnlyList<RunCard> _line = [];
    private IReadOnlyList<RunCard> _asked = [];
    private bool _archive;
    private int _page;
    private long _readAt;

    private IEnumerable<(Tuning.TuningCard? Search, RunCard? Run)> Page => _rows.Skip(_page * PageSize).Take(PageSize);

    private int LastPage => Math.Max(0, (_rows.Count - 1) / PageSize);

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
        using var states = Desk.SubscribeToStates();
        using var progress = Desk.Subscribe(null);
        await Task.WhenAll(
            states.FollowAsync(Presence, Clock, BetweenLooks, () => InvokeAsync(Look), DispatchExceptionAsync, leaving),
            progress.FollowAsync(Presence, Clock, BetweenLooks, () => InvokeAsync(LookWhereOld), DispatchExceptionAsync, leaving));
    }

    private void Read()
    {
        _readAt = Clock.GetTimestamp();
        _searches = Searches.All(Me);
        _runs = Desk.All(Me);
        _line = Desk.Line(Me);
        _asked = Shares.Waiting(Me);
        _places = Desk.Places();
        _trials = _runs.Where(run => run.TuningId is not null).GroupBy(run => run.TuningId!).ToDictionary(trials => trials.Key, trials => (IReadOnlyList<RunCard>)[.. trials]);
        var known = _runs.Select(run => run.Id).ToHashSet(StringComparer.Ordinal);
        _chosen.RemoveAll(id => !known.Contains(id));
        Arrange();
    }

    /// <summary>The rows of all pages: searches, then runs.</summary>
    private void Arrange()
    {
        var searches = _searches.Select(search => search.Id).ToHashSet(StringComparer.Ordinal);
        _rows.Clear();
        _rows.AddRange(_searches.Where(_ => !_archive).Select(search => ((Tuning.TuningCard?)search, (RunCard?)null)));
        _rows.AddRange(_runs.Where(run => run.ArchivedAt is not null == _archive && IsUnfolded(run, searches)).Select(run => ((Tuning.TuningCard?)null, (RunCard?)run)));
        _page = Math.Min(_page, LastPage);
    }

    private void Look()
    {
        Read();
        StateHasChanged();
    }

    private void LookWhereOld()
    {
        if (Clock.GetElapsedTime(_readAt) > BetweenWaits)
        {
            Look();
        }
    }

    /// <summary>Trials stand folded under their search.</summary>
    private bool IsUnfolded(RunCard run, HashSet<string> searches) => run.TuningId is not { } search || _open.Contains(search) || !searches.Contains(search);

    private void Turn(int pages) => _page = Math.Clamp(_page + pages, 0, LastPage);

    private void TurnToArchive()
    {
        (_archive, _page) = (!_archive, 0);
        Arrange();
    }

    private void Unfold(string search)
    {
        if (!_open.Remove(search))
        {
            _open.Add(search);
        }

        Arrange();
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
        Arrange();
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
