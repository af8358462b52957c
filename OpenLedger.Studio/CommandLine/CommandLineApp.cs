using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store.Backups;
using OpenLedger.Training;

namespace OpenLedger.Studio.CommandLine;

/// <summary>The command line: everything the studio can do, for people who script.</summary>
internal static class CommandLineApp
{
    public static async Task<int> RunAsync(string[] args)
    {
        // The same words and numbers on every machine, whatever its language: scripts read them.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;

        using var interruption = new Interruption();
        return await RunAsync(args, CommandContext.OfThisProcess(), interruption);
    }

    public static async Task<int> RunAsync(string[] args, CommandContext context, Interruption interruption)
    {
        var parsed = CreateRoot(context, interruption).Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            return UsageProblems.Show(context, parsed);
        }

        var help = new StringWriter();
        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = help,
                Error = context.Error,
                EnableDefaultExceptionHandler = false,
                // Ours: a run writes a checkpoint before it goes, however long that takes.
                ProcessTerminationTimeout = null,
            };
            var status = await parsed.InvokeAsync(configuration, interruption.Token);
            context.Write(help.ToString());
            return status;
        }
        catch (Exception failure)
        {
            return Report(context, failure);
        }
    }

    /// <summary>The one place where a failure becomes a sentence and a number.</summary>
    private static int Report(CommandContext context, Exception failure)
    {
        switch (failure)
        {
            case BrokenPipeException:
                return ExitStatus.Failed;
            case OperationCanceledException:
                context.Error.WriteLine("Interrupted.");
                return ExitStatus.Interrupted;
            case MachineException:
                context.Error.WriteLine(failure.Message);
                return ExitStatus.Failed;
            case StudioStartException:
                // It speaks of the studio's own settings; here they have a shorter name.
                context.Error.WriteLine(failure.Message.Replace("--Studio:DataFolder=PATH", "--data FOLDER", StringComparison.Ordinal));
                return ExitStatus.InputIsWrong;
            case BackupException:
                context.Error.WriteLine(failure.Message);
                return ExitStatus.Failed;
            case UsageException or TrainingException:
                context.Error.WriteLine(failure.Message);
                return ExitStatus.InputIsWrong;
            case IOException or UnauthorizedAccessException:
                context.Error.WriteLine($"{failure.Message} Look at the disk and at the permissions of what is named, then try again.");
                return ExitStatus.Failed;
            default:
                context.Error.WriteLine($"Something went wrong that should not: please report it with this text.\n{failure}");
                return ExitStatus.Failed;
        }
    }

    private static RootCommand CreateRoot(CommandContext context, Interruption interruption)
    {
        var root = new RootCommand("OpenLedger Studio: fine-tune language models on your own machine. Without a command it starts the studio.")
        {
            new Command("serve", "Start the studio (settings of appsettings.json as --Name=value)."),
            InspectCommand.Create(context),
            TokenizeCommand.Create(context),
            RenderCommand.Create(context),
            ScoreCommand.Create(context),
            TrainCommand.Create(context),
            GenerateCommand.Create(context),
            ChatCommand.Create(context, interruption),
            BackupCommand.Create(context),
            RestoreCommand.Create(context),
            ResetPasswordCommand.Create(context),
        };
        return root;
    }
}
