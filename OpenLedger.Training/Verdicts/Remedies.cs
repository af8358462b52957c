using System.Globalization;

namespace OpenLedger.Training.Verdicts;

/// <summary>What to do next, by what a run came to.</summary>
internal static class Remedies
{
    private const double Tenth = 0.1;
    private const double Third = 1.0 / 3;
    private const double ThreeTimes = 3;
    private const double LeastRehearsal = 0.25;
    private const double MostRehearsal = 2;
    private const double EnoughGain = 0.5;
    private const double AllGained = 0.9;
    private const int HighestRank = 64;

    public static IReadOnlyList<Remedy> For(VerdictKind kind, JudgedCurve curve, int? since, KnowledgeChange? scores, JudgeSettings settings)
    {
        if (!settings.IsOver)
        {
            return WhileRunning(kind, settings);
        }

        return kind switch
        {
            VerdictKind.TooShort => [MoreEpochs(settings), new(RemedyKind.MoreExamples)],
            VerdictKind.Diverging => [new(RemedyKind.LowerLearningRate, Rounded(settings.LearningRate * Tenth))],
            VerdictKind.NothingLearned => [new(RemedyKind.RaiseLearningRate, Rounded(settings.LearningRate * ThreeTimes)), MoreEpochs(settings), new(RemedyKind.MoreExamples)],
            VerdictKind.Plateau => [HigherRank(settings), new(RemedyKind.RaiseLearningRate, Rounded(settings.LearningRate * ThreeTimes)), new(RemedyKind.MoreExamples)],
            VerdictKind.Overfitting => Overfitted(curve, since, settings),
            VerdictKind.Forgetting => [new(RemedyKind.MoreRehearsal, MoreRehearsal(settings)), new(RemedyKind.LowerLearningRate, Rounded(settings.LearningRate * Third))],
            _ => Learned(scores, settings),
        };
    }

    private static Remedy[] WhileRunning(VerdictKind kind, JudgeSettings settings) => kind switch
    {
        VerdictKind.Diverging => [new(RemedyKind.LowerLearningRate, Rounded(settings.LearningRate * Tenth))],
        VerdictKind.Overfitting => [new(RemedyKind.StopAndKeepBest), new(RemedyKind.Wait)],
        VerdictKind.NothingLearned => [new(RemedyKind.RaiseLearningRate, Rounded(settings.LearningRate * ThreeTimes)), new(RemedyKind.Wait)],
        _ => [new(RemedyKind.Wait)],
    };

    private static Remedy[] Overfitted(JudgedCurve curve, int? since, JudgeSettings settings)
    {
        var fewer = settings.Epochs is { } epochs && since is { } step && curve.LastStep > 0
            ? Math.Max(1, Math.Round(epochs * step / curve.LastStep))
            : (double?)null;
        var shorter = new Remedy(RemedyKind.FewerEpochs, fewer < settings.Epochs ? fewer : null);
        return settings.KeepsBest
            ? [new(RemedyKind.UseIt), shorter, new(RemedyKind.MoreExamples)]
            : [shorter, new(RemedyKind.MoreExamples)];
    }

    private static Remedy[] Learned(KnowledgeChange? scores, JudgeSettings settings) =>
        scores?.Gained < EnoughGain ? [MoreEpochs(settings), new(RemedyKind.UseIt), new(RemedyKind.MoreExamples)]
        : scores?.Gained < AllGained ? [new(RemedyKind.UseIt), MoreEpochs(settings)]
        : [new(RemedyKind.UseIt)];

    private static Remedy MoreEpochs(JudgeSettings settings) => new(RemedyKind.MoreEpochs, settings.Epochs is { } epochs ? Math.Ceiling(2 * epochs) : null);

    private static Remedy HigherRank(JudgeSettings settings) => new(RemedyKind.HigherRank, settings.Rank is { } rank and < HighestRank ? Math.Min(HighestRank, 2 * rank) : null);

    private static double? MoreRehearsal(JudgeSettings settings) =>
        settings.RehearsalShare is { } share ? Math.Min(MostRehearsal, Math.Max(LeastRehearsal, 2 * share)) : null;

    /// <summary>One digit, as a person would set it.</summary>
    private static double? Rounded(double? rate) =>
        rate is > 0 ? double.Parse(rate.Value.ToString("E0", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;
}
