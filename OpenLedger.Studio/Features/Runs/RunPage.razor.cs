using Microsoft.AspNetCore.Components;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Shell;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Runs;
using OpenLedger.Training.Verdicts;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>Shows one run as it is on disk and follows it while it trains. The run does not know that anybody looks.</summary>
public sealed partial class RunPage : IDisposable
{
    private const int SuggestedQuestions = 3;
    private const int LongestSuggestion = 160;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan BetweenVerdicts = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenFigures = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenWholeLooks = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _leaving = new();
    private readonly List<LossPoint> _points = [];
    private readonly Dictionary<int, double> _heldOut = [];
    private RunId _id;
    private RunCard? _card;
    private RunProgress? _progress;
    private RunPlace? _place;
    private RunJudgement? _judgement;
    private RunVerdict _verdict = new(VerdictTone.Quiet, new Sentence("Just begun."), []);
    private IReadOnlyList<NextStep> _steps = [];
    private IReadOnlyList<CurveView> _views = [];
    private IReadOnlyList<QuestionAnswers> _answers = [];
    private IReadOnlyList<RunSample> _samples = [];
    private IReadOnlyList<RunEvent> _events = [];
    private IReadOnlyList<int> _checkpoints = [];
    private IReadOnlyList<string> _questions = [];
    private TrainingRecipe? _wish;
    private CurveChart? _chart;
    private Live? _figures;
    private RunChat? _chat;
    private string? _drawn;
    private Sentence? _problem;
    private Sentence? _kept;
    private string? _adapter;
    private string? _recipe;
    private double? _tokensPerSecond;
    private double? _memory;
    private long? _predicted;
    private long _offset;
    private long _judgedAt;
    private long _lookedAt;
    private long _figuresAt;
    private RunState? _ending;
    private bool _mine;

    [Inject]
    private RunKeeping Keeping { get; set; } = null!;

    [Inject]
    private Sharing.SharingDesk Shares { get; set; } = null!;

    [Parameter]
    public string Id { get; set; } = string.Empty;

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override void OnParametersSet()
    {
        if (RunId.TryParse(Id, out _id) && Desk.Find(_id, Me) is not null)
        {
            _wish = Desk.RecipeOf(_id);
            Look();
            _questions = Suggestions();
            Judge();
        }
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && _card is not null)
        {
            _ = FollowAsync(_leaving.Token);
        }
    }

    private void Look()
    {
        _card = Desk.Find(_id, Me);
        _lookedAt = Clock.GetTimestamp();
        if (_card is null)
        {
            return;
        }

        _mine = RunDesk.MayChange(_card, Me);
        _place = _card.State == RunState.Waiting ? Desk.PlaceOf(_id) : null;
        _ending = _card.State == RunState.Running || (_card.State == RunState.Waiting && _ending == RunState.Stopped) ? _ending : null;
        _adapter = Desk.AdapterOf(_id);
        _checkpoints = Desk.CheckpointsOf(_id);
        _samples = Desk.SamplesOf(_id);
        _events = Desk.EventsOf(_id);
        _recipe ??= Desk.RecipeTextOf(_id);
        Take(Desk.ProgressOf(_id));
        _memory ??= _card.PeakMemory;

        // They are written once, at the end.
        _answers = _answers.Count == 0 && _card.State == RunState.Finished ? Desk.AnswersOf(_id) : _answers;
        _views = _views.Count > 0 && _predicted == _card.Prediction?.MemoryBytes ? _views : RunCurves.Views(T, _predicted = _card.Prediction?.MemoryBytes);
    }

    /// <summary>What to ask it first: of the starter set its own questions, else those that the run itself asks over and over.</summary>
    private List<string> Suggestions() => _wish?.EvalQuestions == Data.QuestionsPath
        ? [.. Data.Read().Questions.Take(SuggestedQuestions).Select(question => question.Question)]
        : [.. _samples.Take(1).SelectMany(sample => sample.Answers).Select(answer => answer.Question).Where(question => question.Length <= LongestSuggestion).Take(SuggestedQuestions)];

    private void Take(RunProgress? progress)
    {
        _progress = progress;
        _memory = progress?.MemoryBytes ?? _memory;
        if (_card is not null && progress is { TotalSteps: > 0 })
        {
            _card = _card with { Step = progress.Step, TotalSteps = progress.TotalSteps };
        }
    }

    private void Take(RunMetric metric)
    {
        while (_points.Count > 0 && _points[^1].Step >= metric.Step)
        {
            _heldOut.Remove(_points[^1].Step);
            _points.RemoveAt(_points.Count - 1);
        }

        _points.Add(new LossPoint(metric.Step, metric.Loss, metric.HeldOutLoss));
        _tokensPerSecond = metric.TokensPerSecond ?? _tokensPerSecond;
        _memory = metric.MemoryBytes ?? _memory;
        if (metric.HeldOutLoss is { } loss)
        {
            _heldOut[metric.Step] = loss;
        }
    }

    // What a run came to was judged when it ended; while it trains it is judged now and then.
    private void Judge()
    {
        if (_card is null)
        {
            return;
        }

        if (_card.State is not (RunState.Running or RunState.Paused))
        {
            _judgement = _card.Judgement;
        }
        else if (_points.Count > 0 && (_judgement is null || Clock.GetElapsedTime(_judgedAt) > BetweenVerdicts))
        {
            (_judgement, _judgedAt) = (Desk.Judge(_card, _points), Clock.GetTimestamp());
        }

        _verdict = RunVerdict.Of(_card, _progress, _judgement, _place);
        _steps = _mine
            ? [.. RunRemedies.Of(_card, _judgement, _wish, _adapter is not null).Select(remedy => new NextStep(remedy.Label.In(T), remedy.Link, remedy.Action))]
            : [];
    }

    private async Task PauseAsync()
    {
        _ending = RunState.Paused;
        await Desk.PauseAsync(_id, Me);
    }

    private async Task StopAsync()
    {
        _ending = RunState.Stopped;
        await Desk.StopAsync(_id, Me);
        Refresh();
    }

    private async Task GoOnAsync()
    {
        _problem = (await Desk.GoOnAsync(_id, Me)).Problem;
        Refresh();
    }

    private async Task DoAsync(RemedyAction action)
    {
        switch (action)
        {
            case RemedyAction.Stop:
                await StopAsync();
                break;
            case RemedyAction.GoOn:
                await GoOnAsync();
                break;
            case RemedyAction.BeginAgain:
                _problem = (await Desk.BeginAgainAsync(_id, Me)).Problem;
                Refresh();
                break;
            case RemedyAction.Delete:
                await DeleteAsync();
                break;
        }
    }

    private async Task RenameAsync(string title)
    {
        await Desk.RenameAsync(_id, title, Me);
        Refresh();
    }

    private async Task ShareAsync()
    {
        _problem = await (_card is { IsShared: true } ? Shares.WithdrawAsync(_id, Me) : Shares.AskAsync(_id, Me));
        Refresh();
    }

    private async Task BringBackAsync()
    {
        await Desk.BringBackAsync(_id, Me);
        Refresh();
    }

    private async Task KeepAsync(int step)
    {
        _kept = await Keeping.KeepAsync(_id, step, Me);
        Refresh();
    }

    private async Task DeleteAsync()
    {
        var sure = await Dialogs.ShowMessageBoxAsync(
            T["Delete this run?"], T["\"{0}\" and what it learned go into the trash. There they rest for a while and can be taken back.", _card?.Title ?? string.Empty], yesText: T["Delete"], cancelText: T["Keep"]);
        if (sure == true && await Desk.DeleteAsync(_id, Me))
        {
            Navigation.NavigateTo("/runs");
        }
    }

    private void Refresh()
    {
        Look();
        Judge();
    }
}
