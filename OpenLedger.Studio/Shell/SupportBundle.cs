using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Shell;

/// <summary>
/// What somebody elsewhere needs to help, as one zip file: versions, settings without secrets, health, counts, and the last
/// lines of the log without what they are about. No name, question, answer, example, path, address, cookie or token is in it.
/// </summary>
internal sealed class SupportBundle(StudioSettings settings, IDbContextFactory<StudioContext> contexts, HealthCheckService health, DataFolder data, TimeProvider clock)
{
    public const string Path = "/support.zip";

    private const int MostLines = 5_000;
    private const int MostFiles = 3;

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public async Task<byte[]> MakeAsync(CancellationToken cancellation)
    {
        var report = await health.CheckHealthAsync(cancellation);
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "README.txt", "Made by OpenLedger Studio to ask for help.\nIn it: versions, settings without secrets, health, counts of rows, and the last lines of the log with everything taken out that could be about a person or their data.\nLook through it before you send it.\n");
            Add(zip, "versions.json", Json(Versions()));
            Add(zip, "settings.json", Json(settings.Groups.SelectMany(group => group.Settings).ToDictionary(setting => setting.Key, Value)));
            Add(zip, "health.json", Json(report.Entries.ToDictionary(entry => entry.Key, entry => new { status = entry.Value.Status.ToString(), exception = entry.Value.Exception?.GetType().FullName })));
            Add(zip, "counts.json", Json(Counts()));
            Add(zip, "log.jsonl", string.Join('\n', Log()));
        }

        return bytes.ToArray();
    }

    private object Versions() => new
    {
        studio = StudioVersion.Text,
        madeAt = clock.GetUtcNow(),
        dotnet = RuntimeInformation.FrameworkDescription,
        system = RuntimeInformation.OSDescription,
        architecture = RuntimeInformation.ProcessArchitecture.ToString(),
        cores = Environment.ProcessorCount,
        memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
    };

    /// <summary>Numbers and choices as they are; of a text only whether there is one, for it may name somebody.</summary>
    private string Value(Setting setting)
    {
        var (text, source) = settings.Look(setting);
        var told = setting is TextSetting ? (text.Length > 0 ? "(set)" : "(empty)") : text;
        return $"{told} ({source})";
    }

    private Dictionary<string, int> Counts()
    {
        using var store = contexts.CreateDbContext();
        var counts = new Dictionary<string, int>
        {
            ["accounts"] = store.Users.Count(),
            ["models"] = store.Models.Count(),
            ["adapters"] = store.Adapters.Count(),
            ["datasets"] = store.Datasets.Count(),
            ["examples"] = store.Examples.Count(),
            ["conversations"] = store.Conversations.Count(),
        };
        foreach (var state in store.Runs.GroupBy(run => run.State).Select(group => new { group.Key, Count = group.Count() }))
        {
            counts[$"runs, {state.Key}"] = state.Count;
        }

        return counts;
    }

    private IEnumerable<string> Log() => new DirectoryInfo(data.Logs).EnumerateFiles("*.json").OrderByDescending(file => file.LastWriteTimeUtc).Take(MostFiles).Reverse()
        .SelectMany(Lines).TakeLast(MostLines).Select(LogScrubbing.Line).OfType<string>();

    private static IEnumerable<string> Lines(FileInfo file)
    {
        using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static string Json(object value) => JsonSerializer.Serialize(value, Form);

    private static void Add(ZipArchive zip, string name, string text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(text);
    }
}

/// <summary>The bundle over HTTP, for admins.</summary>
internal static class SupportEndpoint
{
    public static void MapSupportBundle(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(SupportBundle.Path, async (CurrentAccount me, SupportBundle bundle, AuditLog audit, CancellationToken cancellation) =>
            {
                var bytes = await bundle.MakeAsync(cancellation);
                await audit.WriteAsync(me.Id, "support.bundle");
                return Results.File(bytes, "application/zip", "support.zip");
            })
            .RequireAuthorization(Policies.Admin);
}
