using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Settings;

/// <summary>What takes space: one's own, or for an admin all; and what can go.</summary>
public sealed partial class StoragePage : IDisposable
{
    private const int Page = 25;
    private const long LowSpace = 2_000_000_000;

    private readonly CancellationTokenSource _leaving = new();
    private StorageView? _view;
    private Sentence? _problem;
    private int _shown = Page;

    [Inject]
    private StorageDesk Desk { get; set; } = default!;

    [Inject]
    private StorageMeter Meter { get; set; } = default!;

    [Inject]
    private CurrentAccount Me { get; set; } = default!;

    [Inject]
    private AccountDirectory Accounts { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    private IEnumerable<StorageEntry> Things => _view!.Entries.Where(entry => !entry.IsInTrash);

    private IEnumerable<(string Kind, bool IsInTrash, long Bytes)> Kinds => _view!.Entries.GroupBy(entry => (entry.Kind, entry.IsInTrash))
        .Select(group => (group.Key.Kind, group.Key.IsInTrash, group.Sum(entry => entry.Thing.Bytes))).OrderByDescending(kind => kind.Item3);

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await MeasureAsync();
        }
    }

    private string Word(string kind) => new Sentence(kind).In(T);

    private async Task MeasureAsync()
    {
        _view = null;
        StateHasChanged();
        try
        {
            // Folders are read: not on the page's own thread.
            _view = await Task.Run(() => Desk.Measure(Me, _leaving.Token), _leaving.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        StateHasChanged();
    }

    private Task Again()
    {
        Meter.Forget();
        return MeasureAsync();
    }

    private async Task ClearAsync(StorageEntry entry)
    {
        var meaning = Desk.Clearing(entry.Kind)?.In(T) ?? string.Empty;
        if (await Dialogs.ShowMessageBoxAsync(T["Clear {0}?", entry.Thing.Name], meaning, yesText: T["Clear"], cancelText: T["Keep"]) == true)
        {
            _problem = await Desk.ClearAsync(Me, entry.Kind, entry.Thing.Id, _leaving.Token);
            await MeasureAsync();
        }
    }
}
