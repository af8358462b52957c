using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Settings;

/// <summary>The backups: made, checked, taken away. The work itself is the worker's; this only looks at it.</summary>
public sealed partial class BackupsCard
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<BackupFact> _backups = [];
    private BackupState _state = new();
    private Sentence? _problem;
    private string? _checked;
    private string? _checkProblem;
    private bool _isChecking;

    [Inject]
    private BackupDesk Desk { get; set; } = default!;

    [Inject]
    private CurrentAccount Me { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override void OnInitialized() => Look();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && _state.IsWorking)
        {
            _ = FollowAsync(_leaving.Token);
        }
    }

    private void Look()
    {
        _state = Desk.State;
        _backups = Desk.All(Me);
    }

    private void Make(bool withFiles)
    {
        _problem = Desk.Make(Me, withFiles);
        _checked = null;
        Look();
        _ = FollowAsync(_leaving.Token);
    }

    private async Task FollowAsync(CancellationToken leaving)
    {
        try
        {
            while (Desk.State.IsWorking)
            {
                await Task.Delay(BetweenLooks, Clock, leaving);
            }

            await InvokeAsync(() =>
            {
                Look();
                StateHasChanged();
            });
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task CheckAsync(BackupFact backup)
    {
        _isChecking = true;
        StateHasChanged();
        _checkProblem = await Desk.CheckAsync(Me, backup.Name, _leaving.Token);
        (_checked, _isChecking) = (backup.Name, false);
    }

    private async Task DeleteAsync(BackupFact backup)
    {
        if (await Dialogs.ShowMessageBoxAsync(T["Delete {0}?", backup.Name], T["The backup is removed for good."].Value, yesText: T["Delete"], cancelText: T["Keep"]) == true)
        {
            _problem = await Desk.DeleteAsync(Me, backup.Name);
            _checked = null;
            Look();
        }
    }
}
