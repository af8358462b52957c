using System.CommandLine;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.CommandLine;

/// <summary>Trains an adapter by a recipe, or goes on with a run that was interrupted.</summary>
internal static class TrainCommand
{
    public static Command Create(CommandContext context)
    {
        var recipe = new Option<string?>("--recipe") { Description = "A recipe.json; flags go over what it says.", HelpName = "FILE" };
        var folder = new Option<string?>("--out") { Description = "Where adapter, recipe, metrics and checkpoints go.", HelpName = "DIR" };
        var resume = new Option<string?>("--resume") { Description = "Go on with the run that lies there, from its last checkpoint.", HelpName = "DIR" };
        var json = SharedOptions.Json();
        var flags = new KnobFlags();
        var command = new Command("train", "Train a LoRA adapter: by a recipe, by flags of the same names, or both.") { recipe, folder, resume, json };
        flags.AddTo(command);
        command.SetAction((parsed, ct) =>
        {
            var (run, place) = parsed.GetValue(resume) is { } old
                ? (Resume(context, old, [.. Contradictions(parsed, flags, recipe, folder)]), old)
                : Start(context, RecipeOf(parsed, flags, parsed.GetValue(recipe)), parsed.GetValue(folder));
            return Task.FromResult(Execute(context, run, place, parsed.GetValue(json), ct));
        });
        return command;
    }

    private static (TrainingRun Run, string Folder) Start(CommandContext context, TrainingRecipe recipe, string? folder)
    {
        if (folder is null)
        {
            throw new UsageException("--out is missing: name the folder where the adapter goes");
        }

        OpenedModel.EnsureTensors();
        return (TrainingRun.Start(recipe, folder, context.Clock), folder);
    }

    private static TrainingRun Resume(CommandContext context, string folder, IReadOnlyList<string> contradictions)
    {
        if (contradictions.Count > 0)
        {
            throw new UsageException($"--resume goes on by the recipe in {folder}; leave out {string.Join(", ", contradictions)}");
        }

        OpenedModel.EnsureTensors();
        return TrainingRun.Resume(folder, context.Clock);
    }

    private static IEnumerable<string> Contradictions(ParseResult parsed, KnobFlags flags, Option recipe, Option folder) =>
        flags.Given(parsed).Concat(((Option[])[recipe, folder]).Where(option => parsed.GetResult(option) is not null).Select(option => option.Name));

    /// <summary>The recipe of file and flags, or everything that is wrong with it at once.</summary>
    private static TrainingRecipe RecipeOf(ParseResult parsed, KnobFlags flags, string? file)
    {
        var problems = new List<string>();
        var given = flags.Read(parsed, problems);
        var reading = file is null ? new RecipeReading(new TrainingRecipe(), []) : RecipeFile.Read(file);
        var recipe = reading.Recipe.OverriddenBy(given);

        // What a flag puts right or adds is no problem any more; what stays keeps its place in the file.
        var inFile = reading.Recipe.Problems();
        var together = recipe.Problems();
        problems.AddRange(reading.Problems.Where(problem => !inFile.Any(problem.SaysTheSameAs) || together.Any(problem.SaysTheSameAs)).Select(problem => $"{file}, {problem}"));
        var badFlags = flags.Given(parsed).Where(flag => problems.Exists(problem => problem.StartsWith(flag + " ", StringComparison.Ordinal))).ToArray();
        problems.AddRange(together
            .Where(problem => !reading.Problems.Any(problem.SaysTheSameAs) && !badFlags.Contains(FlagOf(problem)))
            .Select(problem => problem.Name is null ? problem.Message : $"{FlagOf(problem)} {problem.Message}"));
        return problems.Count == 0
            ? recipe
            : throw new UsageException(string.Join('\n', problems));
    }

    private static bool SaysTheSameAs(this RecipeProblem problem, RecipeProblem other) => problem.Name == other.Name && problem.Message == other.Message;

    private static string FlagOf(RecipeProblem problem) => problem.Name is { } name && Knobs.Find(name) is { } knob ? knob.Flags[0] : "";

    private static int Execute(CommandContext context, TrainingRun run, string folder, bool json, CancellationToken ct)
    {
        using var report = new TrainingReport(context, json);
        try
        {
            var outcome = run.Execute(report, ct);
            report.ShowOutcome(outcome, folder);
            return ExitStatus.Done;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            report.ShowInterruption(folder);
            return ExitStatus.Interrupted;
        }
    }
}
