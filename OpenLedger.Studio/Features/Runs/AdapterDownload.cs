using System.Globalization;
using System.IO.Compression;
using OpenLedger.Studio.Accounts;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>What a run learned as one file to take away: PEFT's own two files, which transformers and others load as they are.</summary>
internal static class AdapterDownload
{
    private static readonly string[] Files = ["adapter_config.json", "adapter_model.safetensors"];

    public static void MapAdapterDownload(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/runs/{id}/adapter.zip", (string id, int? step, RunDesk desk, CurrentAccount me) =>
            RunId.TryParse(id, out var run) && desk.Find(run, me) is not null && (step is { } at ? desk.CheckpointOf(run, at) : desk.AdapterOf(run)) is { } folder
                ? Results.Stream(Zip(folder), "application/zip", step is null ? $"adapter-{run}.zip" : string.Create(CultureInfo.InvariantCulture, $"adapter-{run}-step-{step}.zip"))
                : Results.NotFound());

    // An archive is written by seeking, which an answer cannot: it is made in a file that is gone when it is closed.
    private static FileStream Zip(string folder)
    {
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16, FileOptions.DeleteOnClose);
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in Files)
            {
                // Stored, not squeezed: weights do not get smaller.
                archive.CreateEntryFromFile(Path.Combine(folder, name), name, CompressionLevel.NoCompression);
            }
        }

        file.Position = 0;
        return file;
    }
}
