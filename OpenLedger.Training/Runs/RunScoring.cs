using System.Text.Json;
using OpenLedger.Training.BaseModels;
using OpenLedger.Training.Checkpoints;
using OpenLedger.Training.Lora;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Training.Runs;

/// <summary>What was known before the first step.</summary>
internal sealed record ScoresBefore(IReadOnlyList<string> Answers, RunScores? Scores, double? HeldOutLoss);

/// <summary>Asks the same questions before and after training and keeps the answers in the run's folder.</summary>
internal sealed class RunScoring(
    TrainingRecipe recipe, RunFolder folder, BaseModel model, HeldOutLoss heldOut, IProgress<RunProgress> progress)
{
    private static readonly JsonSerializerOptions Format = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private RunQuestions? _questions;

    /// <summary>The base model's answers and held-out loss; a resumed run reads what it found out the first time.</summary>
    public ScoresBefore Before(int totalSteps, CancellationToken cancellation)
    {
        _questions = RunQuestions.Read(model, recipe.EvalQuestions, recipe.KeptQuestions, cancellation);
        if (Kept() is { } known)
        {
            return known;
        }

        var loss = heldOut.Of(null, cancellation);
        var answers = Ask(RunPhase.ScoringBefore, 0, totalSteps, null, cancellation);
        var before = new ScoresBefore(answers, _questions.Any ? _questions.Score(answers, answers, loss) : loss is null ? null : new RunScores(0, 0, 0, 0, loss), loss);
        AtomicFile.Write(folder.AnswersBefore, stream => JsonSerializer.Serialize(stream, before, Format));
        return before;
    }

    /// <summary>The tuned model's answers, beside the base model's, and its scores.</summary>
    public RunScores? After(LoraParameters lora, ScoresBefore before, RunState state, int totalSteps, CancellationToken cancellation)
    {
        var loss = recipe.LoadBestModelAtEnd && state.BestLoss is not null ? state.BestLoss : heldOut.Of(lora, cancellation);
        if (_questions is not { Any: true })
        {
            return loss is null ? null : new RunScores(0, 0, 0, 0, loss);
        }

        var answers = Ask(RunPhase.ScoringAfter, state.Step, totalSteps, lora, cancellation);
        AtomicFile.Write(folder.Answers, stream =>
        {
            foreach (var row in _questions.Rows(before.Answers, answers))
            {
                JsonSerializer.Serialize(stream, row, Format);
                stream.WriteByte((byte)'\n');
            }
        });
        return _questions.Score(answers, before.Answers, loss);
    }

    private IReadOnlyList<string> Ask(RunPhase phase, int step, int totalSteps, LoraParameters? lora, CancellationToken cancellation) =>
        _questions!.Any
            ? _questions.Answers(lora, (asked, all) => progress.Report(new RunProgress(phase, step, totalSteps, Message: $"Question {asked + 1} of {all}")), cancellation)
            : [];

    private ScoresBefore? Kept()
    {
        if (!File.Exists(folder.AnswersBefore))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<ScoresBefore>(File.ReadAllBytes(folder.AnswersBefore), Format);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
