using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Features.Data.Sets;

namespace OpenLedger.Studio.Features.Data;

/// <summary>The examples of a set, some at a time: found, changed, added, deleted, and each change taken back.</summary>
public sealed partial class ExamplesTab
{
    private const int PerPage = 25;

    private ExamplePage _page = new([], 0);
    private string? _typed;
    private string? _term;
    private int _from;
    private bool _canUndo;
    private Wording? _problem;
    private string? _said;

    [Parameter, EditorRequired]
    public required Dataset Set { get; set; }

    [Parameter, EditorRequired]
    public required bool MayChange { get; set; }

    /// <summary>The set is another now.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    private CurrentAccount Me { get; set; } = default!;

    [Inject]
    private ExampleDesk Examples { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    protected override void OnInitialized() => Look();

    private void Look()
    {
        _page = Examples.Read(Me, Set.Id, _term, _from, PerPage);
        if (_page.Items.Count == 0 && _from > 0)
        {
            _from = Math.Max(0, _from - PerPage);
            _page = Examples.Read(Me, Set.Id, _term, _from, PerPage);
        }

        _canUndo = MayChange && Examples.CanUndo(Me, Set.Id);
    }

    private Task FindAsync()
    {
        (_term, _from) = (_typed?.Trim() is { Length: > 0 } term ? term : null, 0);
        Look();
        return Task.CompletedTask;
    }

    private void Turn(int pages)
    {
        _from = Math.Max(0, _from + (pages * PerPage));
        Look();
    }

    private async Task EditAsync(ExampleItem? item)
    {
        var parameters = new DialogParameters<ExampleDialog> { { dialog => dialog.Set, Set }, { dialog => dialog.Item, item } };
        var dialog = await Dialogs.ShowAsync<ExampleDialog>(null, parameters, new DialogOptions { MaxWidth = MaxWidth.Medium, FullWidth = true, CloseOnEscapeKey = true });
        if (await dialog.Result is { Canceled: false })
        {
            await ToldAsync(new EditReceipt(1, null), item is null ? T["The example was added at the end."] : T["The example was changed."]);
        }
    }

    private async Task DeleteAsync(ExampleItem item) => await ToldAsync(await Examples.DeleteAsync(Me, Set.Id, [item.Id]), T["The example was deleted. Undo brings it back."]);

    private async Task UndoAsync() => await ToldAsync(await Examples.UndoAsync(Me, Set.Id), T["The last change was taken back."]);

    private async Task ToldAsync(EditReceipt receipt, string said)
    {
        (_problem, _said) = (receipt.Problem, receipt.Problem is null ? said : null);
        Look();
        await Changed.InvokeAsync();
    }
}
