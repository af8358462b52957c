using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Shell;
using OpenLedger.Training.Runs;
using OpenLedger.Training.Verdicts;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>How something went, for its colour; the words say it too.</summary>
public enum VerdictTone
{
    Quiet,
    Underway,
    Good,
    Warning,
    Bad,
}

/// <summary>What a run came to, in plain words: a headline and the reasons.</summary>
internal sealed record RunVerdict(VerdictTone Tone, Sentence Headline, IReadOnlyList<Sentence> Reasons)
{
    // What of the questions must be won to call it learned, and not a part.
    private const double HalfShare = 0.5;
    private const double NothingShare = 0.1;
    private const double MuchForgotten = 0.75;

    public static RunVerdict Of(RunCard card, RunProgress? progress, RunJudgement? judgement, RunPlace? place) => card.State switch
    {
        RunState.Waiting => OfWaiting(place),
        RunState.Running => OfRunning(progress, judgement),
        RunState.Paused => new(VerdictTone.Warning, new Sentence("Set aside."), [new Sentence("Its last checkpoint is of step {0}. It goes on from there whenever you want.", card.Step)]),
        RunState.Failed => new(VerdictTone.Bad, new Sentence("It broke off."), [OfProblem(card)]),
        RunState.Stopped when card.Step == 0 => new(VerdictTone.Warning, new Sentence("Cancelled."), [new Sentence("It had not begun.")]),
        RunState.Stopped => Stopped(card, judgement),
        _ => judgement is null ? new(VerdictTone.Quiet, new Sentence("Finished."), []) : OfEnded(judgement),
    };

    /// <summary>The verdict alone, for a list.</summary>
    public static RunVerdict? Brief(RunCard card) =>
        card is { State: RunState.Finished or RunState.Stopped, Judgement: { } judgement } && card.Step > 0 ? OfEnded(judgement) : null;

    /// <summary>What ended a run.</summary>
    public static Sentence OfProblem(RunCard card) =>
        card is { Failure: RunFailure.Other, ProblemDetail: null, Problem: { } told } ? LibraryTexts.Of(told)
        : card.Problem is { } problem ? new Sentence(problem, [.. card.ProblemParts])
        : new Sentence("No reason was written down. Go on to try again from its last checkpoint.");

    private static RunVerdict OfWaiting(RunPlace? place) => place switch
    {
        null or { Ahead: 0 } => new(VerdictTone.Underway, new Sentence("Next in line."), [new Sentence("It starts in a moment.")]),
        { Ahead: 1 } => new(VerdictTone.Underway, new Sentence("Waiting."), [new Sentence("One run goes before it; it starts by itself.")]),
        { Ahead: var ahead } => new(VerdictTone.Underway, new Sentence("Waiting."), [new Sentence("{0} runs go before it; it starts by itself.", ahead)]),
    };

    private static RunVerdict OfRunning(RunProgress? progress, RunJudgement? judgement) => (progress?.Phase ?? RunPhase.Loading) switch
    {
        RunPhase.Loading => new(VerdictTone.Underway, new Sentence("Getting ready."), [new Sentence("It reads the model and the examples.")]),
        RunPhase.ScoringBefore => new(VerdictTone.Underway, new Sentence("Before it learns:"), [new Sentence("it answers the questions once untrained, to compare later.")]),
        RunPhase.Training when judgement is null or { Kind: VerdictKind.TooShort } => new(VerdictTone.Quiet, new Sentence("Just begun."), [new Sentence("The curve appears with the first steps.")]),
        RunPhase.Training => new RunVerdict(ToneWhileRunning(judgement.Kind), HeadlineWhileRunning(judgement), ReasonsOf(judgement)),
        _ => new(VerdictTone.Underway, new Sentence("Trained."), [new Sentence("Now it answers the same questions again.")]),
    };

    private static RunVerdict Stopped(RunCard card, RunJudgement? judgement)
    {
        var kept = new Sentence("It was stopped at step {0}; the best of what it learned is kept.", card.Step);
        return judgement is null or { Kind: VerdictKind.TooShort or VerdictKind.Learning }
            ? new(VerdictTone.Warning, new Sentence("Stopped."), judgement is null ? [kept] : [kept, .. ReasonsOf(judgement)])
            : OfEnded(judgement) with { Reasons = [kept, .. ReasonsOf(judgement)] };
    }

    private static VerdictTone ToneWhileRunning(VerdictKind kind) => kind switch
    {
        VerdictKind.Learning => VerdictTone.Underway,
        VerdictKind.Diverging => VerdictTone.Bad,
        _ => VerdictTone.Warning,
    };

    private static Sentence HeadlineWhileRunning(RunJudgement judgement) => judgement.Kind switch
    {
        VerdictKind.Learning when judgement.HeldOutEnd is not null => new Sentence("Learning well."),
        VerdictKind.Learning => new Sentence("Learning."),
        VerdictKind.Overfitting when judgement.Since is { } since => new Sentence("It begins to memorise, since step {0}.", since),
        VerdictKind.Overfitting => new Sentence("It memorises."),
        VerdictKind.Diverging => new Sentence("It breaks instead of learning."),
        VerdictKind.Plateau when judgement.Since is { } since => new Sentence("It has stood still since step {0}.", since),
        VerdictKind.Forgetting => new Sentence("It learns, but it forgets."),
        _ => new Sentence("Not learning yet."),
    };

    private static RunVerdict OfEnded(RunJudgement judgement)
    {
        var gained = judgement.Scores is { NewTotal: > 0 } scores ? scores.Gained : null;
        var (tone, headline) = judgement.Kind switch
        {
            VerdictKind.Learning when gained < NothingShare => (VerdictTone.Warning, new Sentence("It does not answer yet.")),
            VerdictKind.Learning when gained < HalfShare => (VerdictTone.Warning, new Sentence("It learned a part.")),
            VerdictKind.Learning => (VerdictTone.Good, new Sentence("It learned.")),
            VerdictKind.Overfitting when judgement.Since is { } since => (VerdictTone.Warning, new Sentence("It memorised, since step {0}.", since)),
            VerdictKind.Overfitting => (VerdictTone.Warning, new Sentence("It memorised.")),
            VerdictKind.Diverging => (VerdictTone.Bad, new Sentence("It broke instead of learning.")),
            VerdictKind.Plateau when judgement.Since is { } since => (VerdictTone.Warning, new Sentence("It stood still since step {0}.", since)),
            VerdictKind.Plateau => (VerdictTone.Warning, new Sentence("It stood still.")),
            VerdictKind.NothingLearned => (VerdictTone.Warning, new Sentence("It learned next to nothing.")),
            VerdictKind.Forgetting => (judgement.Scores?.Kept < MuchForgotten ? VerdictTone.Bad : VerdictTone.Warning, new Sentence("It learned, but it forgot.")),
            _ => (VerdictTone.Quiet, new Sentence("Too short to say.")),
        };
        return new RunVerdict(tone, headline, ReasonsOf(judgement));
    }

    private static List<Sentence> ReasonsOf(RunJudgement judgement)
    {
        var reasons = new List<Sentence>();
        if (LossOf(judgement) is { } loss)
        {
            reasons.Add(loss);
        }

        if (judgement.Scores is { NewTotal: > 0 } asked)
        {
            reasons.Add(new Sentence("Of the questions in other words it has {0} of {1} right; before training {2}.", asked.NewAfter, asked.NewTotal, asked.NewBefore));
        }

        if (judgement.Scores is { KeptBefore: > 0 } kept)
        {
            reasons.Add(kept.KeptAfter >= kept.KeptBefore
                ? new Sentence("It forgot nothing: all {0} general questions that it knew are still right.", kept.KeptBefore)
                : new Sentence("Of {0} general questions that it knew it still has {1} right.", kept.KeptBefore, kept.KeptAfter));
        }

        return reasons;
    }

    private static Sentence? LossOf(RunJudgement judgement)
    {
        var (start, end) = judgement.HeldOutStart is { } first && judgement.HeldOutEnd is { } last ? (first, last) : (judgement.TrainingStart ?? double.NaN, judgement.TrainingEnd ?? double.NaN);
        var isHeldOut = judgement is { HeldOutStart: not null, HeldOutEnd: not null };
        return judgement.Kind switch
        {
            VerdictKind.TooShort => new Sentence("{0} steps are too few to tell learning from chance.", judgement.LastStep),
            VerdictKind.Diverging when !double.IsFinite(judgement.TrainingEnd ?? 0) => new Sentence("Since step {0} the loss is no number any more: the learning rate is too bold.", judgement.Since ?? judgement.LastStep),
            VerdictKind.Diverging => new Sentence("The loss grows (from {0} to {1}, since step {2}): the learning rate is too bold.", Number(judgement.TrainingStart), Number(judgement.TrainingEnd), judgement.Since ?? 0),
            VerdictKind.Overfitting when judgement is { HeldOutBest: { } best, HeldOutBestStep: { } step, HeldOutEnd: { } now } && best < now => new Sentence(
                "On examples that it never trains on, the loss was best at step {0} ({1}) and is {2} now: from there on it learned its examples by heart.", step, Number(best), Number(now)),
            VerdictKind.Overfitting => new Sentence("The loss of its own examples fell to {0}, that of examples that it never trains on did not fall: it learns by heart.", Number(judgement.TrainingEnd)),
            VerdictKind.Plateau => new Sentence("The loss fell from {0} to {1} and has not moved since: with these settings it learns no more of these examples.", Number(start), Number(end)),
            VerdictKind.NothingLearned => new Sentence("The loss is about where it began ({0}, now {1}).", Number(start), Number(end)),
            _ when !double.IsFinite(start) || !double.IsFinite(end) => null,
            _ when isHeldOut && end < start => new Sentence("Held-out loss fell from {0} to {1}: it understands, and does not only memorise.", Number(start), Number(end)),
            _ => new Sentence("The loss went from {0} to {1}.", Number(start), Number(end)),
        };
    }

    private static Figure Number(double? value) => new(value, value < 10 ? "0.00" : "0.0");
}
