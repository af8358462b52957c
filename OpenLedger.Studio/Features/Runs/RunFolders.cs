using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>The folders of the runs, <c>data/runs/{id}</c>: recipe, measures, checkpoints, adapter. What the studio remembers besides stands in the store.</summary>
internal sealed class RunFolders
{
    /// <summary>The card as it was when the run was made: with it a folder that lost its row is a run again.</summary>
    public const string CardName = "run.json";

    private const string Making = ".making-";
    private const string Deleted = ".deleted-";
    private const long LongestText = 1_000_000;
    private const int MostNames = 100;

    private readonly Lock _naming = new();
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

    public bool Exists(RunId id) => Directory.Exists(PathOf(id));

    /// <summary>All that are there, oldest first.</summary>
    public IReadOnlyList<RunId> All() =>
        [.. Directory.EnumerateDirectories(_data.Runs).Select(path => RunId.TryParse(Path.GetFileName(path), out var id) ? id : (RunId?)null).OfType<RunId>().OrderBy(id => id.Value, StringComparer.Ordinal)];

    /// <summary>A name that no run has, nor is being given at this moment.</summary>
    public RunId Reserve(Func<RunId> name, Func<RunId, bool> isTaken)
    {
        // One process holds the data folder, so that what is free inside the lock stays free for whoever made the folder.
        lock (_naming)
        {
            for (var attempt = 0; attempt < MostNames; attempt++)
            {
                var id = name();
                if (!Exists(id) && !Directory.Exists(MakingOf(id)) && !isTaken(id))
                {
                    Directory.CreateDirectory(MakingOf(id));
                    return id;
                }
            }
        }

        throw new IOException($"No free name for a run was found in {_data.Runs}.");
    }

    /// <summary>Makes the folder of a reserved name complete under another name first, so that a folder with an id is never half a run.</summary>
    public void Create(RunId id, Action<string> fill)
    {
        try
        {
            fill(MakingOf(id));
            Directory.Move(MakingOf(id), PathOf(id));
        }
        catch
        {
            TryRemove(MakingOf(id));
            throw;
        }
    }

    /// <summary>A small text file of the run; null where there is none.</summary>
    public string? ReadText(RunId id, string name)
    {
        try
        {
            var file = new FileInfo(FileOf(id, name));
            return file is { Exists: true, Length: <= LongestText } ? File.ReadAllText(file.FullName) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Bytes on the disk.</summary>
    public long SizeOf(RunId id)
    {
        try
        {
            return !Exists(id) ? 0 : new DirectoryInfo(PathOf(id)).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>Takes a run's folder away. It vanishes at once, even if some file of it is still open and cannot be removed yet.</summary>
    public void Delete(RunId id)
    {
        var gone = Path.Combine(_data.Runs, $"{Deleted}{id}");
        if (Exists(id))
        {
            Directory.Move(PathOf(id), gone);
            TryRemove(gone);
        }
    }

    private string MakingOf(RunId id) => Path.Combine(_data.Runs, $"{Making}{id}");

    private void TryRemove(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _logger.LogWarning(exception, "{Folder} could not be removed; it is tried again at the next start", folder);
        }
    }
}
