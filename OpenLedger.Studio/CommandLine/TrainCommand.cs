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
                ? (Resume(context, parsed, flags, parsed.GetValue(recipe), parsed.GetValue(folder), old), old)
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

    /// <summary>The same command may be given again with --resume; what says otherwise than the run's own recipe would be ignored, so it is refused.</summary>
    private static TrainingRun Resume(CommandContext context, ParseResult parsed, KnobFlags flags, string? file, string? folder, string old)
    {
        OpenedModel.EnsureTensors();
        var run = TrainingRun.Resume(old, context.Clock);
        var problems = new List<string>();
        var wanted = (file is null ? new TrainingRecipe() : RecipeFile.Read(file).Recipe).OverriddenBy(flags.Read(parsed, problems));
        problems.AddRange(wanted.Given.Select(Knobs.Find).OfType<Knob>()
            .Where(knob => knob.Format(knob.Get(wanted)) != knob.Format(knob.Get(run.Recipe)))
            .Select(knob => $"{knob.Flags[0]} {knob.Format(knob.Get(wanted))} is not what the run in {old} began with ({knob.Format(knob.Get(run.Recipe))}); leave it out, or start another run with --out"));
        if (folder is not null && Path.GetFullPath(folder) != Path.GetFullPath(old))
        {
            problems.Add($"--out {folder} is another folder than that of --resume; leave it out: a run stays in its folder");
        }

        return problems.Count == 0 ? run : throw new UsageException(string.Join('\n', problems));
    }

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
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var report = new TrainingReport(context, json, stop.Cancel);
        try
        {
            var outcome = run.Execute(report, stop.Token);
            report.ShowOutcome(outcome, folder);
            return ExitStatus.Done;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            report.ShowInterruption(folder);
            return ExitStatus.Interrupted;
        }
        catch (OperationCanceledException) when (report.HasLostItsReader)
        {
            return ExitStatus.Failed;
        }
    }
}
