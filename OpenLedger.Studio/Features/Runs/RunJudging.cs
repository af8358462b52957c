using OpenLedger.Training.Recipes;
using OpenLedger.Training.Runs;
using OpenLedger.Training.Verdicts;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>Hands a run to the judge.</summary>
internal static class RunJudging
{
    public static RunJudgement Of(RunCard card, IReadOnlyList<RunMetric> metrics, double? heldOutBefore, TrainingRecipe? recipe) =>
        Of(card, Points(metrics, heldOutBefore), recipe);

    public static RunJudgement Of(RunCard card, IReadOnlyList<LossPoint> points, TrainingRecipe? recipe) =>
        RunJudge.Judge(points, Change(card.Before, card.After), new JudgeSettings
        {
            IsOver = !card.IsActive && card.State != RunState.Paused,
            TotalSteps = card.TotalSteps > 0 ? card.TotalSteps : null,
            LearningRate = recipe?.LearningRate,
            Epochs = recipe is null || recipe.MaxSteps > 0 ? null : recipe.NumTrainEpochs,
            RehearsalShare = recipe?.RehearsalData is null ? null : recipe.RehearsalShare,
            Rank = recipe?.R,
            KeepsBest = recipe?.LoadBestModelAtEnd ?? true,
        });

    public static List<LossPoint> Points(IReadOnlyList<RunMetric> metrics, double? heldOutBefore)
    {
        var points = new List<LossPoint>();
        if (heldOutBefore is { } before)
        {
            points.Add(new LossPoint(0, null, before));
        }

        points.AddRange(metrics.Select(metric => new LossPoint(metric.Step, metric.Loss, metric.HeldOutLoss)));
        return points;
    }

    private static KnowledgeChange? Change(RunScores? before, RunScores? after) =>
        before is null || after is null || after.NewTotal + after.KeptTotal == 0
            ? null
            : new KnowledgeChange(before.NewRight, after.NewRight, after.NewTotal, before.KeptRight, after.KeptRight);
}
