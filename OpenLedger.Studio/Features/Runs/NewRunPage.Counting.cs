using OpenLedger.Studio.Controls;
using OpenLedger.Training;

namespace OpenLedger.Studio.Features.Runs;

/// <content>
/// What the settings come to. It is counted beside the page, the latest wins; until it is there the page shows what the settings before
/// came to, and a run is only started on a count of its own settings.
/// </content>
public sealed partial class NewRunPage
{
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(40);

    private CancellationTokenSource? _counting;
    private Task _count = Task.CompletedTask;
    private RunSituation? _counted;
    private string? _dataProblem;

    private bool MayStart => Me.MayTrain && _situation.Model is not null && _counted is not null && _dataProblem is null && _full is null && _warnings.All(warning => warning.Tone != WarningTone.Stops);

    /// <summary>Whether the figures on the page are those of the settings before.</summary>
    private bool IsOld => _counting is not null && _counted is not null;

    /// <summary>Whether nothing was counted yet, so that nobody can say whether it can start.</summary>
    private bool IsFirstCount => _counting is not null && _counted is null && _dataProblem is null;

    /// <summary>What can be said at once is said at once; what has to be counted follows, the old figures staying until then.</summary>
    private void Judge()
    {
        _situation = RunForm.SituationOf(_draft, _models, _sets);
        if (_situation.Model is null || _situation.Recipe.Problems().Count > 0)
        {
            _counting?.Cancel();
            (_counting, _counted, _dataProblem) = (null, null, null);
        }
        else if (RendererInfo.IsInteractive)
        {
            _count = CountAsync(_situation);
        }

        Warn();
    }

    /// <summary>What was counted speaks for the settings that it was counted of, the rest for those on the page.</summary>
    private void Warn()
    {
        _situation = _situation with { Preflight = _counted?.Preflight };
        _warnings = RunWarnings.Of(_situation, _counted);
    }

    // The latest wins: while a slider moves, what was being counted for its last place is given up.
    private async Task CountAsync(RunSituation situation)
    {
        _counting?.Cancel();
        var counting = _counting = new CancellationTokenSource();
        try
        {
            await Task.Delay(Settle, counting.Token);
            await Task.Run(() => Sets.Write([.. situation.Chosen, .. situation.Rehearsal is { } general ? [general] : Array.Empty<DataOption>()], counting.Token), counting.Token);
            var preflight = await Forecast(situation.Recipe, counting.Token);
            counting.Token.ThrowIfCancellationRequested();
            Take(situation with { Preflight = preflight }, null);
        }
        catch (Exception) when (counting.IsCancellationRequested)
        {
            // Another knob was turned, or the page was left: what came of the old settings, be it an error, is asked for no more.
        }
        catch (Exception exception) when (exception is TrainingException or IOException or UnauthorizedAccessException)
        {
            Take(null, LibraryTexts.Of(exception).In(T));
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private void Take(RunSituation? counted, string? problem)
    {
        (_counted, _dataProblem, _counting) = (counted, problem, null);
        Warn();
        StateHasChanged();
    }

    /// <summary>
    /// Looks at the sets, the room for another run and this computer as they are now, since the page may have been open for long, and waits
    /// until the settings are counted; null where they cannot be trained.
    /// </summary>
    private async Task<RunSituation?> LookAgainAsync()
    {
        (_sets, _full) = (Sets.All(Me), Desk.RoomOf(Me).Problem);
        Judge();
        while (!_count.IsCompleted)
        {
            // A knob that is turned meanwhile begins another count.
            await _count;
        }

        return MayStart && _counting is null ? _counted : null;
    }

    // Writing a run down waits for the disk, which may be busy: the page stays alive meanwhile and says what it does.
    private async Task TrainAsync()
    {
        if (_starting)
        {
            return;
        }

        (_starting, _problem) = (true, null);
        try
        {
            if (await LookAgainAsync() is not { Model: { } model, Preflight: { } told } pinned)
            {
                _problem = _dataProblem ?? _full?.In(T) ?? T["It did not start: one of the checks of your data and settings stops it now."];
                return;
            }

            var wish = new RunWish(Desk.NextTitle(Subject, Me).In(T), model.Id, pinned.Chosen.Sum(set => set.Examples), pinned.Recipe)
            {
                Prediction = new RunPrediction(told.Memory.Bytes, told.Time?.All.TotalSeconds, told.Disk.Bytes),
                Forecast = told.Forecast,
                FurtherOf = pinned.Draft.Further?.Id,
                Pin = folder => Sets.Pin(pinned, folder),
            };
            var receipt = await Task.Run(() => Desk.StartAsync(wish, Me));
            if (receipt.Id is { } id)
            {
                await Book.ForgetAsync(Me.Id);
                Navigation.NavigateTo($"/runs/{id}");
            }
            else
            {
                _problem = receipt.Problem?.In(T);
            }
        }
        finally
        {
            _starting = false;
        }
    }
}
