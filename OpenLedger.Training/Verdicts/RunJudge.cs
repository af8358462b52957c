namespace OpenLedger.Training.Verdicts;

/// <summary>
/// Says what a run came to, from its curve and its scores. All measures are relative (to the start, to the jitter, to the length), so it
/// does not matter how large the losses are, how long the run is or how often it was measured.
/// </summary>
public static class RunJudge
{
    private const int FewestSteps = 6;
    private const int FewestHeldOut = 4;

    // Fewer steps suffice where the loss is this many times its first value.
    private const int FewestToGrow = 3;
    private const double PlainGrowth = 3;

    // While it runs: so many steps, or this share of the plan, before it is called stuck.
    private const int FewestStepsWhileRunning = 20;
    private const double LeastShareWhileRunning = 0.2;

    // Losses that fell by less than this have not fallen.
    private const double LeastDrop = 0.055;

    // How likely it must be that a curve is only jitter to call it that.
    private const double Flat = 0.5;

    // A training loss that rose by this and surely enough, beside a held-out loss that rose as much, grows too.
    private const double RiseBeside = 1.15;
    private const double SureBeside = 2.5;

    // Held-out losses that end no lower than they began, after one of them or the training loss was far above, and a training loss that
    // ends no lower than this share of where it began: what the model knew is broken, though the loss does not grow any more.
    private const double HeldOutShotUp = 1.2;
    private const double NotLower = 0.8;

    // Held-out loss that fell by less, while the training loss fell by more: learned by heart.
    private const double ByHeartDrop = 0.35;

    // Kept less than this has forgotten; with clear overfitting less than the second.
    private const double LeastKept = 0.9;
    private const double LeastKeptWhenOverfitting = 0.8;
    private const int LeastLost = 2;

    // Answers: a gain of less than this of what was not known is nothing, of more than that is learning, whatever the curve says.
    private const double LeastGain = 0.1;
    private const double GoodGain = 0.6;
    private const int FewestQuestions = 8;
    private const double DropWithoutGain = 0.2;

    // A loss that came to rest before this share of the run stands still ...
    private const double SettledEarly = 0.5;

    // ... unless it is this low: then everything has been learned. In between, it must have rested for longer.
    private const double AllLearned = 0.1;
    private const double ClearlyHigh = 0.3;
    private const double SettledVeryEarly = 0.2;

    /// <summary>Judges a run by its points, whose steps rise, and by its scores where it has any. Takes about a millisecond.</summary>
    public static RunJudgement Judge(IReadOnlyList<LossPoint> points, KnowledgeChange? scores, JudgeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(settings);
        var curve = new JudgedCurve(points);
        var (kind, since) = KindOf(curve, scores, settings);
        return curve.Describe(kind, since, scores) with { Remedies = Remedies.For(kind, curve, since, scores, settings) };
    }

    /// <summary>
    /// True where so much of what was known is lost that it is forgetting and not chance: less than 90 % kept, with clear overfitting less than
    /// 80 %, and two answers lost at least.
    /// </summary>
    /// <param name="scores">Right answers before and after.</param>
    /// <param name="overfits">Whether the curve says clearly that it learned by heart, which explains a part of the loss.</param>
    public static bool HasForgotten(KnowledgeChange scores, bool overfits = false)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return scores.Kept < (overfits ? LeastKeptWhenOverfitting : LeastKept) && scores.KeptBefore - scores.KeptAfter >= LeastLost;
    }

    private static (VerdictKind Kind, int? Since) KindOf(JudgedCurve curve, KnowledgeChange? scores, JudgeSettings settings)
    {
        if (curve.BrokeAt is { } broke)
        {
            return (VerdictKind.Diverging, broke);
        }

        if (curve.Training.Length is >= FewestToGrow and < FewestSteps && curve.Training[^1] > PlainGrowth * curve.Training[0])
        {
            return (VerdictKind.Diverging, (int)curve.TrainingSteps[0]);
        }

        if (curve.Main is not { } main || (curve.Training.Length < FewestSteps && curve.HeldOut.Length < FewestHeldOut))
        {
            return (VerdictKind.TooShort, null);
        }

        var turned = curve.Turn is { Turned: true };
        if (curve.Growth is { } growth && (growth.Grows || IsBroken(curve, growth) || (turned && growth is { Rise: > RiseBeside, Sure: > SureBeside } && curve.Turn!.End > RiseBeside * curve.Turn.Best)))
        {
            return (VerdictKind.Diverging, (int)(curve.Training.Length > 0 ? curve.TrainingSteps : curve.HeldOutSteps)[growth.Lowest]);
        }

        if (scores is not null && HasForgotten(scores, turned))
        {
            return (VerdictKind.Forgetting, null);
        }

        if (turned)
        {
            return (VerdictKind.Overfitting, curve.Turn!.BestStep);
        }

        if (!settings.IsOver && curve.LastStep < Math.Max(FewestStepsWhileRunning, LeastShareWhileRunning * (settings.TotalSteps ?? 0)))
        {
            return (main.Drop > LeastDrop ? VerdictKind.Learning : VerdictKind.TooShort, null);
        }

        return OfFall(curve, main, scores);
    }

    private static bool IsBroken(JudgedCurve curve, Divergence growth) =>
        curve.HeldOutStart is { } start && curve.Training.Length > 0
        && curve.HeldOut[^1] > start * (1 - LeastDrop)
        && (growth.ShotUp || curve.HeldOut.Max() > HeldOutShotUp * start)
        && growth.Left > NotLower;

    private static (VerdictKind Kind, int? Since) OfFall(JudgedCurve curve, CurveFit main, KnowledgeChange? scores)
    {
        var gained = scores is { NewTotal: >= FewestQuestions } ? scores.Gained : null;
        if (curve.HeldOutFit is { } held && (held.Drop < LeastDrop || held.FlatChance > Flat) && curve.TrainingDropBeside > ByHeartDrop)
        {
            return (VerdictKind.Overfitting, curve.Turn?.BestStep);
        }

        var isFlat = main.Drop < LeastDrop || main.FlatChance > Flat;
        if (isFlat ? !(gained >= LeastGain) : gained < LeastGain && main.Drop < DropWithoutGain)
        {
            return (VerdictKind.NothingLearned, null);
        }

        if (gained > GoodGain)
        {
            return (VerdictKind.Learning, null);
        }

        var level = 1 - main.Drop;
        var height = Math.Clamp((level - AllLearned) / (ClearlyHigh - AllLearned), 0, 1);
        var early = level < AllLearned ? 0 : SettledVeryEarly + ((SettledEarly - SettledVeryEarly) * height);
        return main.Settled < early ? (VerdictKind.Plateau, curve.StepAt(main.Settled)) : (VerdictKind.Learning, null);
    }
}
