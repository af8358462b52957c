using OpenLedger.Training;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>Puts what ended a run into a sentence with a way out, and the technical part beside it.</summary>
internal static class RunFailures
{
    private const int DiskFullOnWindows = unchecked((int)0x80070070);
    private const int DiskFullOnUnix = 28;

    public static RunCard Describe(RunCard card, Exception exception, TrainingRecipe? recipe)
    {
        var (failure, text) = Of(exception, recipe);
        return card with
        {
            Failure = failure,
            Problem = text,
            ProblemParts = failure switch
            {
                RunFailure.ModelGone => [recipe?.Model ?? card.Model],
                RunFailure.DataGone => [MissingFile(recipe) ?? "?"],
                _ => [],
            },
            ProblemDetail = failure == RunFailure.Other && exception is TrainingException ? null : $"{exception.GetType().Name}: {exception.Message}",
        };
    }

    private static (RunFailure Failure, string Text) Of(Exception exception, TrainingRecipe? recipe)
    {
        if (IsOutOfMemory(exception))
        {
            return (RunFailure.OutOfMemory, "The memory ran out. Train again with a smaller batch size or shorter texts, or close other programs and go on from the last checkpoint.");
        }

        if (IsDiskFull(exception))
        {
            return (RunFailure.DiskFull, "The disk is full, so nothing can be saved. Make room (the storage page says what takes it), then go on: the run starts from its last checkpoint.");
        }

        if (recipe?.Model is { } model && !Directory.Exists(model))
        {
            return (RunFailure.ModelGone, "The base model {0} is no longer there. Put its folder back and go on, or train again with another model.");
        }

        if (MissingFile(recipe) is not null)
        {
            return (RunFailure.DataGone, "The file {0} that this run reads is no longer there. Put it back and go on, or train again with other data.");
        }

        if (exception.Message.Contains("state.safetensors", StringComparison.Ordinal))
        {
            return (RunFailure.CheckpointDamaged, "The last checkpoint of this run is damaged, so it cannot go on from there. Begin it again from its first step: it comes to the same result.");
        }

        return exception.Message.Contains("not finite", StringComparison.Ordinal)
            ? (RunFailure.Diverged, "The training broke down: the learning rate is too bold, and the numbers grew beyond all bounds. Train again with a tenth of it.")
            : exception is TrainingException
                ? (RunFailure.Other, exception.Message)
                : (RunFailure.Other, "The trainer met something that it did not expect. Go on to try again from the last checkpoint. If it happens again, send the details below to who looks after this studio.");
    }

    private static bool IsOutOfMemory(Exception? exception) =>
        exception is not null
        && (exception is OutOfMemoryException
            || exception.Message.Contains("allocate memory", StringComparison.OrdinalIgnoreCase)
            || exception.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase)
            || IsOutOfMemory(exception.InnerException));

    private static bool IsDiskFull(Exception? exception) =>
        exception is not null
        && ((exception is IOException && (exception.HResult == DiskFullOnWindows || (!OperatingSystem.IsWindows() && exception.HResult == DiskFullOnUnix)))
            || exception.Message.Contains("No space left", StringComparison.OrdinalIgnoreCase)
            || IsDiskFull(exception.InnerException));

    private static string? MissingFile(TrainingRecipe? recipe) =>
        recipe is null ? null
        : recipe.Data.Select(source => (string?)source.Path).Append(recipe.EvalData).Append(recipe.RehearsalData).Append(recipe.EvalQuestions).Append(recipe.KeptQuestions)
            .FirstOrDefault(path => path is not null && !File.Exists(path));
}
