using Microsoft.AspNetCore.Components;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Data;
using OpenLedger.Studio.Features.Data.Sets;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Datanets.Evaluations;

/// <summary>Where curators name the questions that no entry may hold, and see which accepted ones do.</summary>
public sealed partial class EvaluationsPage : IDisposable
{
    private const int Shown = 50;

    private readonly BusyWatch _watch = new(TimeSpan.FromMilliseconds(300));
    private readonly CancellationTokenSource _leaving = new();
    private Datanet? _datanet;
    private IReadOnlyList<EvaluationSet> _sets = [];
    private IReadOnlyList<Dataset> _choices = [];
    private EvaluationCheck? _check;
    private Sentence? _problem;
    private string _chosen = "";
    private int _brought;
    private bool _onlyHeldOut = true;
    private bool _busy;

    [Parameter]
    public required string Id { get; set; }

    [Inject]
    private CurrentAccount Me { get; set; } = default!;

    [Inject]
    private DatanetDesk Datanets { get; set; } = default!;

    [Inject]
    private EvaluationDesk Desk { get; set; } = default!;

    [Inject]
    private DatasetDesk Sets { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override void OnParametersSet()
    {
        _datanet = Datanets.Find(Me, Id);
        _choices = Sets.All(Me);
        Look();
    }

    protected override void OnAfterRender(bool firstRender) =>
        _watch.Begin(() => _check is { IsBusy: true }, Clock, () => InvokeAsync(StateHasChanged), DispatchExceptionAsync, _leaving.Token);

    private void Look() => (_sets, _check) = (Desk.All(Me, Id), Desk.LastCheck(Me, Id));

    private void LookAgain()
    {
        Desk.CheckAgain(Me, Id);
        Look();
    }

    private Task AddSetAsync() => DoAsync(() => Desk.AddSetAsync(Me, Id, _chosen, _onlyHeldOut, _leaving.Token));

    /// <summary>Afterwards there is room for the next file.</summary>
    private async Task TakeFile(UploadedFile file)
    {
        await DoAsync(() => Desk.AddFileAsync(Me, Id, file, _leaving.Token));
        _brought++;
    }

    private Task RemoveAsync(string setId) => DoAsync(async () =>
    {
        await Desk.RemoveAsync(Me, Id, setId);
        return null;
    });

    private Task TakeOutAsync(string entryId) => DoAsync(async () => (await Desk.TakeOutAsync(Me, Id, entryId)).Problem);

    private async Task DoAsync(Func<Task<Sentence?>> change)
    {
        _busy = true;
        try
        {
            _problem = await change();
        }
        finally
        {
            _busy = false;
        }

        Look();
    }
}
