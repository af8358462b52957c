using System.Text.Json;

namespace OpenLedger.Studio.Shell;

/// <summary>
/// The folder in which the studio keeps everything, held by one process at a time: two trainers that write into the same run
/// would spoil it. The lock is the operating system's, so it ends with the process, however that ends.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const string LockName = "studio.lock";
    private const string HolderName = "studio.holder.json";

    private readonly FileStream? _lock;

    private DataFolder(string path, FileStream? heldLock)
    {
        Path = path;
        _lock = heldLock;
    }

    public string Path { get; }

    public string Runs => System.IO.Path.Combine(Path, "runs");

    /// <summary>What searches for the best settings train their trials on.</summary>
    public string Tunings => System.IO.Path.Combine(Path, "tunings");

    public string Keys => System.IO.Path.Combine(Path, "keys");

    /// <summary>What releases are signed with: the one file that must never be lost or shown.</summary>
    public string SigningKey => System.IO.Path.Combine(Keys, "releases.pem");

    /// <summary>The one store.</summary>
    public string Database => System.IO.Path.Combine(Path, "studio.db");

    /// <summary>Base models that were added.</summary>
    public string Models => System.IO.Path.Combine(Path, "models");

    /// <summary>Adapters that were imported.</summary>
    public string Adapters => System.IO.Path.Combine(Path, "adapters");

    /// <summary>What belongs to sets of examples besides the examples: rows that were kept aside.</summary>
    public string Datasets => System.IO.Path.Combine(Path, "datasets");

    /// <summary>Files that are arriving.</summary>
    public string Uploads => System.IO.Path.Combine(Path, "uploads");

    public string Backups => System.IO.Path.Combine(Path, "backups");

    /// <summary>What happened, for programs to read; the terminal has its own lines.</summary>
    public string Logs => System.IO.Path.Combine(Path, "logs");

    /// <summary>A folder that is only read, whoever holds it.</summary>
    public static DataFolder Look(string path)
    {
        var folder = new DataFolder(System.IO.Path.GetFullPath(path), heldLock: null);
        return File.Exists(folder.Database) ? folder : throw new StudioStartException($"There is no studio in the folder {folder.Path}. Name its data folder with --Studio:DataFolder=PATH.");
    }

    public static DataFolder Open(string path, string address, TimeProvider clock)
    {
        try
        {
            Directory.CreateDirectory(path);
            var heldLock = Hold(path);
            var folder = new DataFolder(path, heldLock);
            foreach (var room in new[] { folder.Runs, folder.Models, folder.Adapters, folder.Datasets, folder.Tunings, folder.Uploads })
            {
                Directory.CreateDirectory(room);
            }

            CreatePrivate(folder.Keys);
            CreatePrivate(folder.Backups);
            CreatePrivate(folder.Logs);
            var holder = new Holder(Environment.ProcessId, address, clock.GetUtcNow());
            File.WriteAllText(System.IO.Path.Combine(path, HolderName), JsonSerializer.Serialize(holder));
            return folder;
        }
        catch (UnauthorizedAccessException)
        {
            throw new StudioStartException($"The data folder {path} cannot be written. Make it writable for you, or name another one with --Studio:DataFolder=PATH.");
        }
        catch (IOException exception)
        {
            throw new StudioStartException($"The data folder {path} cannot be used: {exception.Message} Name another one with --Studio:DataFolder=PATH.");
        }
    }

    public void Dispose() => _lock?.Dispose();

    private static FileStream Hold(string path)
    {
        var name = System.IO.Path.Combine(path, LockName);
        try
        {
            return new FileStream(name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(name))
        {
            throw new StudioStartException($"The data folder {path} is in use by {HolderOf(path)} Use that one, stop it, or name another folder with --Studio:DataFolder=PATH.");
        }
    }

    private static string HolderOf(string path)
    {
        try
        {
            var holder = JsonSerializer.Deserialize<Holder>(File.ReadAllText(System.IO.Path.Combine(path, HolderName)));
            return holder is null
                ? "another studio."
                : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"another studio: process {holder.Process}, which answers at {holder.Address} and started at {holder.StartedAt:yyyy-MM-dd HH:mm} UTC.");
        }
        catch (Exception exception) when (exception is IOException or JsonException or UnauthorizedAccessException)
        {
            return "another studio.";
        }
    }

    /// <summary>A new file that nobody else on this computer may open.</summary>
    public static FileStream CreatePrivateFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    /// <summary>A folder that nobody else on this computer may open.</summary>
    public static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private sealed record Holder(int Process, string Address, DateTimeOffset StartedAt);
}
