using Microsoft.AspNetCore.Components;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Datanets.Import;

/// <summary>A file that is brought to a Datanet: what becomes of each row, before anything is handed in.</summary>
public sealed partial class EntryImportPage : IDisposable
{
    private readonly BusyWatch _watch = new(TimeSpan.FromMilliseconds(300));
    private readonly CancellationTokenSource _leaving = new();
    private Datanet? _datanet;
    private AllowanceView? _allowance;
    private EntryImport? _import;
    private string? _category = "";
    private string? _licence = "";
    private bool _hasConsent;

    [Parameter]
    public required string Id { get; set; }

    [Parameter]
    public string? Upload { get; set; }

    [Inject]
    private CurrentAccount Me { get; set; } = default!;

    [Inject]
    private DatanetDesk Datanets { get; set; } = default!;

    [Inject]
    private EntryImportDesk Desk { get; set; } = default!;

    [Inject]
    private EntryBook Book { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private int Wanted => _import?.Entries.Count(entry => entry.IsWanted) ?? 0;

    private string? WhyNot => _datanet switch
    {
        _ when Wanted == 0 => T["Choose at least one entry."].Value,
        { Card.Categories.Count: > 0 } when string.IsNullOrEmpty(_category) => T["Choose a category first."].Value,
        _ when !_hasConsent => T["Tick first that the texts are yours to give."].Value,
        _ => null,
    };

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override void OnParametersSet()
    {
        _datanet = Datanets.Find(Me, Id);
        _import = Upload is { } upload && _datanet is { } datanet ? Desk.Open(Me, datanet, upload) : null;
        if (_datanet is { MayContribute: true } found)
        {
            _allowance = Book.Allowance(Me, found);
            (_category, _licence) = (found.Card.Categories.Count == 1 ? found.Card.Categories[0].Name : _category, _licence is { Length: > 0 } ? _licence : found.Card.Licences.Count > 0 ? found.Card.Licences[0] : "");
        }
    }

    protected override void OnAfterRender(bool firstRender) =>
        _watch.Begin(() => _import is { IsBusy: true }, Clock, () => InvokeAsync(StateHasChanged), DispatchExceptionAsync, _leaving.Token);

    private void LookAt(UploadedFile file) => Navigation.NavigateTo($"/datanets/{Id}/import/{file.Id}");

    private void HandIn() => Desk.HandIn(Me, _import!, _category ?? "", _licence ?? "");

    private async Task DropAsync()
    {
        await Desk.DropAsync(Me, Upload!);
        Navigation.NavigateTo($"/datanets/{Id}/import");
    }
}
