using System.CommandLine;
using System.Globalization;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store.Backups;

namespace OpenLedger.Studio.CommandLine;

/// <summary>Checks a backup, or puts it back while the studio is stopped.</summary>
internal static class RestoreCommand
{
    private const int FilesTold = 10;

    public static Command Create(CommandContext context)
    {
        var file = new Argument<string>("FILE") { Description = "A backup (studio-....zip)." };
        var output = new Option<string?>("--out") { Description = "A new data folder to restore into, which must not hold a studio yet. Without it, the data folder itself; its database of now is kept aside.", HelpName = "FOLDER" };
        var check = new Option<bool>("--check") { Description = "Only check that the backup is whole." };
        var data = DataFolderOption.Create();
        var command = new Command("restore", "Restore a backup, or check it with --check. The studio must be stopped.") { file, output, check, data };
        command.SetAction((parsed, cancellation) =>
        {
            var backup = parsed.GetRequiredValue(file);
            context.Write(parsed.GetValue(check) ? Check(backup, cancellation) : Restore(context, backup, parsed.GetValue(output), () => DataFolderOption.Of(parsed, data), cancellation));
            return Task.FromResult(ExitStatus.Done);
        });
        return command;
    }

    private static string Check(string backup, CancellationToken cancellation)
    {
        if (!File.Exists(backup))
        {
            throw new UsageException($"There is no file {backup}.");
        }

        var problems = BackupCheck.ProblemsOf(backup, Path.GetTempPath(), cancellation);
        return problems.Count == 0
            ? $"{backup} is whole: the database passed its check, and every file in it is the one that was put in.\n"
            : throw new BackupException($"{backup} is damaged:\n{string.Join('\n', problems.Take(FilesTold).Select(problem => $"- {problem}"))}\nTake another backup.");
    }

    private static string Restore(CommandContext context, string backup, string? output, Func<string> dataFolder, CancellationToken cancellation)
    {
        var place = output is null ? dataFolder() : Path.GetFullPath(output);
        using var folder = DataFolder.Open(place, "the command line (restore)", context.Clock);
        if (output is not null && File.Exists(folder.Database))
        {
            throw new UsageException($"{place} holds a studio already. Name a folder that is new or empty, or leave --out away to replace the one of the settings.");
        }

        var report = BackupRestoring.Restore(backup, folder, context.Clock, cancellation);
        var told = new StringWriter(CultureInfo.InvariantCulture);
        told.Write($"Restored into {folder.Path}: the state of {report.Manifest.MadeAt:yyyy-MM-dd HH:mm} UTC, {report.Manifest.Rows.Values.Sum()} rows, {report.Written} files put back. The database passed its check.\n");
        if (report.KeptAside is not null)
        {
            told.Write($"The database of before lies in {report.KeptAside}.\n");
        }

        if (report.KeyProblem is not null)
        {
            told.Write($"{report.KeyProblem}\n");
        }

        Tell(told, report.Missing, "files that the backup knows of are not here; it was made without them. Copy them from where they are, or restore a backup made with --files");
        Tell(told, report.Other, "files are others than when the backup was made; they were left as they are");
        told.Write("Passwords and sign-ins are those of that time.\n");
        return told.ToString();
    }

    private static void Tell(StringWriter told, IReadOnlyList<string> files, string what)
    {
        if (files.Count == 0)
        {
            return;
        }

        told.Write($"{files.Count} {what}:\n{string.Concat(files.Take(FilesTold).Select(file => $"- {file}\n"))}");
        if (files.Count > FilesTold)
        {
            told.Write($"- and {files.Count - FilesTold} more\n");
        }
    }
}
