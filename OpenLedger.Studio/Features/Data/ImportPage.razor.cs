using Microsoft.AspNetCore.Components;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Features.Data.Sets;

namespace OpenLedger.Studio.Features.Data;

/// <summary>A file that arrived: what it says, what becomes of it, and the click that takes it in.</summary>
public sealed partial class ImportPage : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource _leaving = new();
    private ImportFile? _file;
    private DetectedForm? _form;
    private ImportJob? _job;
    private FormCorrection _said = FormCorrection.None;
    private ImportOptions _options = new();
    private string? _name;
    private bool _isRehearsal;
    private long _startedAt;

    [Parameter]
    public required string Upload { get; set; }

    [Inject]
    private CurrentAccount Me { get; set; } = default!;

    [Inject]
    private ImportDesk Desk { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private bool IsImporting => _job is { Stage: ImportStage.Importing or ImportStage.Done } || (_job is { Stage: ImportStage.Waiting } && _startedAt > 0);

    private string? WhyNot => _form switch
    {
        null => T["The file is still looked at."].Value,
        { Problem: not null } => T["The file cannot be read as it is; see below."].Value,
        { Mapping.IsComplete: false } => T["Choose the columns first."].Value,
        _ when _job is { Stage: ImportStage.Counted, Report.Good: 0 } => T["No row of the file could be used. The list below says why."].Value,
        _ => null,
    };

    private string ImportLabel => _job is { Stage: ImportStage.Counted, Report: { } report } ? T["Take {0}", DataWords.Examples(T, report.Good)] : T["Take it"];

    private TimeSpan? Left
    {
        get
        {
            var (done, spent) = (_job!.Progress.Done, Clock.GetElapsedTime(_startedAt));
            return _startedAt == 0 || done < 0.02 || spent.TotalSeconds < 1 ? null : spent * ((1 - done) / done);
        }
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override void OnInitialized()
    {
        _file = Desk.FileOf(Me, Upload);
        _name = Path.GetFileNameWithoutExtension(_file?.Name);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        if (_file is not null)
        {
            _ = FollowAsync();
        }
        else if (Desk.JobOf(Me, Upload) is { Stage: ImportStage.Done, DatasetId: { } made })
        {
            Navigation.NavigateTo($"/data/{made}");
        }
    }

    private async Task FollowAsync()
    {
        try
        {
            await LookAsync();
            while (_job is not { Stage: ImportStage.Done })
            {
                await Task.Delay(BetweenLooks, Clock, _leaving.Token);
                await InvokeAsync(StateHasChanged);
            }

            await InvokeAsync(() => Navigation.NavigateTo($"/data/{_job!.DatasetId}"));
        }
        catch (OperationCanceledException)
        {
            // The page was left; an import goes on.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private async Task LookAsync()
    {
        if (Desk.JobOf(Me, Upload) is { Stage: ImportStage.Importing or ImportStage.Done } going)
        {
            (_job, _form) = (going, going.Form);
            return;
        }

        var form = await Desk.LookAsync(Me, Upload, _said, _leaving.Token);
        await InvokeAsync(() =>
        {
            _form = form;
            Count();
            StateHasChanged();
        });
    }

    private void Count() => (_job, _startedAt) = (_form is { IsReady: true } form ? Desk.Count(Me, Upload, form, _options) : null, 0);

    private async Task CorrectAsync(FormCorrection said)
    {
        _said = said;
        await LookAsync();
    }

    private Task ChooseAsync(ImportOptions options)
    {
        _options = options;
        Count();
        return Task.CompletedTask;
    }

    private void Import()
    {
        if (_form is { IsReady: true } form && Desk.Start(Me, Upload, form, _options, _name ?? string.Empty, _isRehearsal) is { } job)
        {
            _startedAt = Clock.GetTimestamp();
            _job = job;
        }
    }

    private async Task DropAsync()
    {
        await Desk.DropAsync(Me, Upload);
        Navigation.NavigateTo("/data");
    }
}
