using System.Globalization;
using OpenLedger.Studio.Shell;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Verdicts;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>What a button of the verdict does where it is no link.</summary>
public enum RemedyAction
{
    None,
    Stop,
    GoOn,
    BeginAgain,
    Delete,
}

/// <summary>A button or a link as it stands on a page, in the reader's language.</summary>
public sealed record NextStep(string Label, string? Link, RemedyAction Action);

/// <summary>A next step as a button or a link.</summary>
internal sealed record RunRemedy(Sentence Label, string? Link = null, RemedyAction Action = RemedyAction.None);

/// <summary>The next steps of a run: out of its verdict, or out of what ended it.</summary>
internal static class RunRemedies
{
    private const int Most = 3;

    public static IReadOnlyList<RunRemedy> Of(RunCard card, RunJudgement? judgement, TrainingRecipe? recipe, bool hasAdapter)
    {
        if (card.State == RunState.Failed)
        {
            return OfFailure(card, recipe);
        }

        return judgement is null || card.State is RunState.Waiting or RunState.Paused
            ? []
            : [.. judgement.Remedies.Select(remedy => Of(card, remedy, hasAdapter)).OfType<RunRemedy>().Take(Most)];
    }

    /// <summary>A new run with the settings of this one, some of them changed.</summary>
    public static string Like(RunCard card, params (string Knob, double? Value)[] changes) =>
        string.Concat($"/runs/new?like={card.Id}", string.Concat(changes.Where(change => change.Value is not null)
            .Select(change => $"&{change.Knob}={change.Value!.Value.ToString("G9", CultureInfo.InvariantCulture)}")));

    private static RunRemedy? Of(RunCard card, Remedy remedy, bool hasAdapter)
    {
        var value = remedy.Value is { } number ? number.ToString("G4", CultureInfo.InvariantCulture) : null;
        return remedy.Kind switch
        {
            RemedyKind.UseIt when hasAdapter => new(new Sentence("Chat with it"), $"/runs/{card.Id}#chat"),
            RemedyKind.StopAndKeepBest when card.State == RunState.Running => new(new Sentence("Stop and keep the best"), Action: RemedyAction.Stop),
            RemedyKind.LowerLearningRate => With(new Sentence("Train again with a smaller learning rate"), "Train again with learning rate {0}", Knobs.LearningRate.Name),
            RemedyKind.RaiseLearningRate => With(new Sentence("Train again with a bolder learning rate"), "Train again with learning rate {0}", Knobs.LearningRate.Name),
            RemedyKind.MoreEpochs => With(new Sentence("Train again with more epochs"), "Train again with {0} epochs", Knobs.NumTrainEpochs.Name),
            RemedyKind.FewerEpochs => With(new Sentence("Train again with fewer epochs"), "Train again with {0} epochs", Knobs.NumTrainEpochs.Name),
            RemedyKind.MoreRehearsal => With(new Sentence("Train again with more rehearsal"), "Train again with rehearsal {0}", Knobs.RehearsalShare.Name),
            RemedyKind.HigherRank => With(new Sentence("Train again with more capacity"), "Train again with capacity (rank) {0}", Knobs.R.Name),
            RemedyKind.MoreExamples => new(new Sentence("Add examples"), "/data"),
            _ => null,
        };

        RunRemedy With(Sentence plain, string withValue, string knob) =>
            value is null ? new(plain, Like(card)) : new(new Sentence(withValue, value), Like(card, (knob, remedy.Value)));
    }

    private static IReadOnlyList<RunRemedy> OfFailure(RunCard card, TrainingRecipe? recipe)
    {
        var goOn = new RunRemedy(new Sentence("Go on"), Action: RemedyAction.GoOn);
        var smaller = recipe is { PerDeviceTrainBatchSize: > 1 and var size }
            ? new RunRemedy(new Sentence("Train again with batch size {0}", size / 2), Like(card, (Knobs.PerDeviceTrainBatchSize.Name, size / 2)))
            : new RunRemedy(new Sentence("Train again with other settings"), Like(card));
        return card.Failure switch
        {
            RunFailure.OutOfMemory or RunFailure.EndedWithoutWarning => [smaller, goOn],
            RunFailure.DiskFull => [new(new Sentence("What takes space"), "/storage"), goOn],
            RunFailure.ModelGone => [new(new Sentence("Look at the models"), "/models"), goOn],
            RunFailure.DataGone => [new(new Sentence("Look at the data"), "/data"), goOn],
            RunFailure.Diverged => [new(new Sentence("Train again with learning rate {0}", Tenth(recipe).ToString("G4", CultureInfo.InvariantCulture)), Like(card, (Knobs.LearningRate.Name, Tenth(recipe))))],
            RunFailure.CheckpointDamaged => [new(new Sentence("Begin again from the first step"), Action: RemedyAction.BeginAgain)],
            RunFailure.FolderGone => [new(new Sentence("Delete this run"), Action: RemedyAction.Delete)],
            _ => [goOn, new(new Sentence("Train again with other settings"), Like(card))],
        };
    }

    private static double Tenth(TrainingRecipe? recipe) =>
        double.Parse(((recipe?.LearningRate ?? Knobs.LearningRate.Default) / 10).ToString("E0", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
