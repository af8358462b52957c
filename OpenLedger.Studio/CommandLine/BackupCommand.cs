using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store.Backups;

namespace OpenLedger.Studio.CommandLine;

/// <summary>Makes a backup, also while the studio runs: it only reads.</summary>
internal static class BackupCommand
{
    private const double Mega = 1e6;

    public static Command Create(CommandContext context)
    {
        var files = new Option<bool>("--files") { Description = "Put the files of runs, adapters, models and sets into it too, so that it can be restored on another computer." };
        var output = new Option<string?>("--out") { Description = "Where to write it. Without it, into the folder \"backups\" of the data folder.", HelpName = "FILE" };
        var data = DataFolderOption.Create();
        var json = SharedOptions.Json();
        var command = new Command("backup", "Make a backup of the studio's data, also while it runs; it is read again and checked.") { files, output, data, json };
        command.SetAction((parsed, cancellation) =>
        {
            using var folder = DataFolder.Look(DataFolderOption.Of(parsed, data));
            var target = parsed.GetValue(output) ?? Path.Combine(folder.Backups, BackupWriting.NameAt(context.Clock.GetUtcNow()));
            var manifest = BackupWriting.Make(folder, target, parsed.GetValue(files), context.Clock, cancellation);
            context.Write(parsed.GetValue(json) ? JsonLines.Line(AsObject(target, manifest)) + "\n" : AsText(target, manifest));
            return Task.FromResult(ExitStatus.Done);
        });
        return command;
    }

    private static JsonObject AsObject(string target, BackupManifest manifest) => new()
    {
        ["file"] = Path.GetFullPath(target),
        ["bytes"] = new FileInfo(target).Length,
        ["rows"] = manifest.Rows.Values.Sum(),
        ["files"] = manifest.Files.Count,
        ["files_inside"] = manifest.Files.Count(file => file.IsInside),
    };

    private static string AsText(string target, BackupManifest manifest) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Path.GetFullPath(target)}\n{new FileInfo(target).Length / Mega:0.#} MB: the database with {manifest.Rows.Values.Sum()} rows, {manifest.Files.Count(file => file.IsInside)} of {manifest.Files.Count} files. Read again and found whole.\n");
}
