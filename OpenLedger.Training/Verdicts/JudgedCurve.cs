namespace OpenLedger.Training.Verdicts;

/// <summary>A curve taken apart for judging: what is measured, its fits, its turn.</summary>
internal sealed class JudgedCurve
{
    // Fewer held-out measurements than this do not say in which manner they fall.
    private const int FewestToFit = 5;

    // Held-out losses that are first measured after this share of the run do not say where they began.
    private const double EarlyEnough = 0.025;

    public JudgedCurve(IReadOnlyList<LossPoint> points)
    {
        LastStep = points.Count > 0 ? points[^1].Step : 0;
        BrokeAt = points.Where(point => IsBroken(point.Training) || IsBroken(point.HeldOut)).Select(point => (int?)point.Step).FirstOrDefault();
        (TrainingSteps, Training) = Series(points, point => point.Training);
        (HeldOutSteps, HeldOut) = Series(points, point => point.HeldOut);
        var training = Training.Length >= 2 ? CurveBlocks.Of(TrainingSteps, Training) : null;
        var held = HeldOut.Length >= FewestToFit ? CurveBlocks.Of(HeldOutSteps, HeldOut) : null;
        TrainingFit = training is null ? null : CurveFit.Of(training);
        HeldOutFit = held is null ? null : CurveFit.Of(held);
        var isEarly = HeldOut.Length > 0 && HeldOutSteps[0] <= EarlyEnough * LastStep;
        var saysStart = training is null || (held is not null && isEarly);
        HeldOutStart = isEarly ? HeldOut[0] : null;
        Main = training is null || held is null ? HeldOutFit ?? TrainingFit : saysStart ? CurveFit.Of(held, training) : CurveFit.Of(training, held);
        Turn = HeldOutTurn.Of(HeldOutSteps, HeldOut);
        Growth = training is not null ? Divergence.Of(Training, training) : held is not null ? Divergence.Of(HeldOut, held) : null;
    }

    public int LastStep { get; }

    /// <summary>The first step whose loss is no number.</summary>
    public int? BrokeAt { get; }

    public double[] TrainingSteps { get; }

    public double[] Training { get; }

    public double[] HeldOutSteps { get; }

    public double[] HeldOut { get; }

    /// <summary>The held-out loss before anything was learned; null where it was first measured later.</summary>
    public double? HeldOutStart { get; }

    public CurveFit? TrainingFit { get; }

    public CurveFit? HeldOutFit { get; }

    /// <summary>How the run as a whole falls: held-out levels where there are enough of them, and times told by both curves.</summary>
    public CurveFit? Main { get; }

    public HeldOutTurn? Turn { get; }

    /// <summary>Whether the training loss grows.</summary>
    public Divergence? Growth { get; }

    /// <summary>How much of the training loss went since the held-out losses were first measured.</summary>
    public double TrainingDropBeside => TrainingFit is null || HeldOut.Length == 0 ? 0 : TrainingFit.DropSince(TimeOf(HeldOutSteps[0]));

    public int StepAt(double time) => (int)Math.Round(FirstStep + (time * (LastStep - FirstStep)));

    private double FirstStep => Math.Min(TrainingSteps.Length > 0 ? TrainingSteps[0] : double.MaxValue, HeldOutSteps.Length > 0 ? HeldOutSteps[0] : double.MaxValue);

    private double TimeOf(double step) => TrainingSteps.Length < 2 ? 0 : (step - TrainingSteps[0]) / (TrainingSteps[^1] - TrainingSteps[0]);

    /// <summary>The figures behind a verdict.</summary>
    public RunJudgement Describe(VerdictKind kind, int? since, KnowledgeChange? scores)
    {
        var best = HeldOut.Length > 0 ? Array.IndexOf(HeldOut, HeldOut.Min()) : -1;
        return new RunJudgement
        {
            Kind = kind,
            Since = since,
            LastStep = LastStep,
            TrainingStart = TrainingFit?.Start,
            TrainingEnd = BrokeAt is not null ? double.NaN : Recent(),
            HeldOutStart = HeldOut.Length > 0 ? HeldOut[0] : null,
            HeldOutBest = best >= 0 ? HeldOut[best] : null,
            HeldOutBestStep = best >= 0 ? (int)HeldOutSteps[best] : null,
            HeldOutEnd = HeldOut.Length > 0 ? HeldOut[^1] : null,
            Scores = scores,
        };
    }

    private static bool IsBroken(double? loss) => loss is { } value && !double.IsFinite(value);

    private static (double[] Steps, double[] Losses) Series(IReadOnlyList<LossPoint> points, Func<LossPoint, double?> value)
    {
        var known = points.Where(point => value(point) is { } loss && double.IsFinite(loss)).ToArray();
        return ([.. known.Select(point => (double)point.Step)], [.. known.Select(point => value(point)!.Value)]);
    }

    /// <summary>The mean of the last tenth of the training losses.</summary>
    private double? Recent() => Training.Length == 0 ? null : CurveBlocks.TrimmedMean(Training.AsSpan(Training.Length - Math.Max(1, Training.Length / 10)));
}
