using System.Text.Json;
using System.Text.Json.Serialization;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>The folders of the runs, <c>data/runs/{id}</c>: the truth about every run. Pages and memory only show it.</summary>
internal sealed class RunFolders
{
    private const string CardName = "run.json";
    private const long LongestCard = 1_000_000;
    private const int MostNames = 100;

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly Lock _writing = new();
    private readonly DataFolder _data;
    private readonly ILogger<RunFolders> _logger;

    public RunFolders(DataFolder data, ILogger<RunFolders> logger)
    {
        _data = data;
        _logger = logger;

        // What a stop in the middle of making or deleting left behind; before anybody can make or delete.
        foreach (var folder in Directory.EnumerateDirectories(data.Runs, ".*"))
        {
            TryRemove(folder);
        }
    }

    public string PathOf(RunId id) => Path.Combine(_data.Runs, id.Value);

    public string FileOf(RunId id, string name) => Path.Combine(_data.Runs, id.Value, name);

    /// <summary>
    /// Makes a run under a name that no other run has; a name that is taken is passed over. The folder is made complete under another
    /// name first, so that a folder with an id is never half a run.
    /// </summary>
    public RunId Create(Func<RunId> name, Func<RunId, RunCard> card, Action<string> fill)
    {
        var (id, making) = Reserve(name);
        try
        {
            fill(making);
            Write(making, card(id));
            Directory.Move(making, PathOf(id));
            return id;
        }
        catch
        {
            TryRemove(making);
            throw;
        }
    }

    public RunCard? Read(RunId id)
    {
        try
        {
            var file = new FileInfo(FileOf(id, CardName));
            if (!file.Exists || file.Length > LongestCard)
            {
                return null;
            }

            using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return JsonSerializer.Deserialize<RunCard>(stream, Form);
        }
        catch (Exception exception) when (exception is IOException or JsonException or UnauthorizedAccessException)
        {
            _logger.LogWarning(exception, "{File} of run {Run} cannot be read; the run is left out", CardName, id);
            return null;
        }
    }

    /// <summary>A small text file of the run; null where there is none.</summary>
    public string? ReadText(RunId id, string name)
    {
        try
        {
            var file = new FileInfo(FileOf(id, name));
            return file is { Exists: true, Length: <= LongestCard } ? File.ReadAllText(file.FullName) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Changes the card of a run, one change at a time; null where there is no such run.</summary>
    public RunCard? Update(RunId id, Func<RunCard, RunCard> change)
    {
        lock (_writing)
        {
            var card = Read(id);
            if (card is null)
            {
                return null;
            }

            var changed = change(card);
            if (changed != card)
            {
                Write(PathOf(id), changed);
            }

            return changed;
        }
    }

    /// <summary>All runs, newest first.</summary>
    public IReadOnlyList<(RunId Id, RunCard Card)> All()
    {
        var runs = new List<(RunId, RunCard)>();
        foreach (var folder in Directory.EnumerateDirectories(_data.Runs))
        {
            if (RunId.TryParse(Path.GetFileName(folder), out var id) && Read(id) is { } card)
            {
                runs.Add((id, card));
            }
        }

        runs.Sort((one, other) => string.CompareOrdinal(other.Item1.Value, one.Item1.Value));
        return runs;
    }

    /// <summary>Takes a run away. It vanishes at once, even if some file of it is still open and cannot be removed yet.</summary>
    public void Delete(RunId id)
    {
        var gone = Path.Combine(_data.Runs, $".deleted-{id}");
        lock (_writing)
        {
            if (!Directory.Exists(PathOf(id)))
            {
                return;
            }

            Directory.Move(PathOf(id), gone);
        }

        TryRemove(gone);
    }

    // One process holds the data folder, so that what is free inside the lock stays free for whoever made the folder.
    private (RunId Id, string Making) Reserve(Func<RunId> name)
    {
        lock (_writing)
        {
            for (var attempt = 0; attempt < MostNames; attempt++)
            {
                var id = name();
                var making = Path.Combine(_data.Runs, $".making-{id}");
                if (!Path.Exists(PathOf(id)) && !Path.Exists(making))
                {
                    Directory.CreateDirectory(making);
                    return (id, making);
                }
            }
        }

        throw new IOException($"No free name for a run was found in {_data.Runs}.");
    }

    private static void Write(string folder, RunCard card)
    {
        var path = Path.Combine(folder, CardName);
        var beside = path + ".new";
        using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(stream, card, Form);
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }

    private void TryRemove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _logger.LogWarning(exception, "{Folder} could not be removed; it is tried again at the next start", folder);
        }
    }
}
