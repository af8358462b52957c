using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpenLedger.Studio.Controls;
using OpenLedger.Training;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Tuning;

namespace OpenLedger.Studio.Features.Runs.Tuning;

/// <summary>A search over what was chosen on the page of the new run: how much time, and what that comes to.</summary>
public sealed partial class NewTuningPage
{
    private const int MinutesOfHour = 60;

    private RunSituation _situation = default!;
    private TuningOutlook? _outlook;
    private CancellationTokenSource? _counting;
    private int _minutes = TuningBudget.Standard;
    private string? _problem;
    private bool _starting;

    private string Subject => _situation.Subject ?? T["something"];

    private bool MayStart => !_starting && _counting is null && _outlook is { Problem: null, Trials.Count: > 0 };

    public void Dispose() => _counting?.Cancel();

    protected override void OnInitialized()
    {
        var sets = Sets.All(Me);
        _situation = RunForm.SituationOf(Book.Read(Me.Id) ?? RunForm.Fresh(sets), Models.All(), sets);
        Look();
    }

    private string Text(int minutes) => minutes < MinutesOfHour ? T["{0} min", minutes] : T["{0} h", minutes / MinutesOfHour];

    private static string Rate(double rate) => Knobs.LearningRate.Format(SearchSpace.Rounded(rate));

    private void Give(int minutes)
    {
        _minutes = minutes;
        Look();
    }

    private void Own(ChangeEventArgs change)
    {
        if (int.TryParse(change.Value?.ToString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var minutes))
        {
            Give(Math.Clamp(minutes, TuningBudget.Least, TuningBudget.Most));
        }
    }

    private void Look()
    {
        _problem = null;
        if (RendererInfo.IsInteractive)
        {
            _ = CountAsync();
        }
    }

    // The latest wins.
    private async Task CountAsync()
    {
        _counting?.Cancel();
        var counting = _counting = new CancellationTokenSource();
        if (_situation.Model is null || _situation.Recipe.Problems().Count > 0)
        {
            (_counting, _outlook) = (null, null);
            return;
        }

        try
        {
            var (situation, budget) = (_situation, TimeSpan.FromMinutes(_minutes).TotalSeconds);
            var outlook = await Task.Run(() =>
            {
                Sets.Write([.. situation.Chosen, .. situation.Rehearsal is { } general ? [general] : Array.Empty<DataOption>()], counting.Token);
                return Planner.OfAsync(situation, budget, counting.Token);
            }, counting.Token);
            counting.Token.ThrowIfCancellationRequested();
            (_outlook, _counting) = (outlook, null);
            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // Another time was given, or the page was left.
        }
        catch (Exception exception) when (exception is TrainingException or IOException or UnauthorizedAccessException)
        {
            (_outlook, _counting, _problem) = (null, null, LibraryTexts.Of(exception).In(T));
            StateHasChanged();
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private async Task StartAsync()
    {
        if (!MayStart || _situation.Model is not { } model || _outlook is not { } outlook)
        {
            return;
        }

        (_starting, _problem) = (true, null);
        try
        {
            var pinned = _situation;
            var wish = new TuningWish(
                T["{0}, best settings", Subject], model.Id, pinned.Chosen.Sum(set => set.Examples), TimeSpan.FromMinutes(_minutes).TotalSeconds, outlook, pinned.Recipe, folder => Sets.Pin(pinned, folder));
            var (id, problem) = await Task.Run(() => Desk.StartAsync(wish, Me));
            if (id is not null)
            {
                Navigation.NavigateTo($"/tuning/{id}");
            }

            _problem = problem?.In(T);
        }
        finally
        {
            _starting = false;
        }
    }
}
