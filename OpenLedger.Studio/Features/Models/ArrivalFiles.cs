using OpenLedger.Studio.Archives;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Models;

/// <summary>
/// The folders of what arrives: <c>.arriving-</c> while it is judged, <c>.adding-</c> while its row is written, then its own name. At
/// every moment at which the studio can end, what is left can be told apart and is finished or removed at the next start.
/// </summary>
internal sealed class ArrivalFiles(DataFolder data, StudioOptions options, FreeSpace free, ModelBook models, AdapterBook adapters)
{
    private const string Arriving = ".arriving-";
    private const string Adding = ".adding-";
    private const long KeptFree = 500_000_000;
    private const int PiecesBetweenTelling = 32;

    /// <summary>Where something lies while it is judged.</summary>
    public string FolderOf(Arrival arrival) => Path.Combine(data.Models, Arriving + arrival.Id);

    /// <summary>Unpacks or copies it, and returns the files that were left out.</summary>
    /// <exception cref="ArchiveRefusedException">It is not taken; nothing is left.</exception>
    public IReadOnlyList<string> Bring(Arrival arrival, Action<Func<Arrival, Arrival>> tell, CancellationToken cancellation)
    {
        FolderCopy.Remove(FolderOf(arrival));
        return arrival.Wish.Upload is { } upload ? Unpack(arrival, upload, tell, cancellation) : Copy(arrival, tell, cancellation);
    }

    /// <summary>Gives a judged folder its place; the row is written between the two steps.</summary>
    public async Task KeepAsync(Arrival arrival, string final, Func<Task> writeRow)
    {
        var adding = Path.Combine(Path.GetDirectoryName(final)!, Adding + Path.GetFileName(final));
        FolderCopy.Remove(adding);
        Directory.Move(FolderOf(arrival), adding);
        try
        {
            await writeRow();
        }
        catch
        {
            Directory.Move(adding, FolderOf(arrival));
            throw;
        }

        Directory.Move(adding, final);
    }

    public void Remove(Arrival arrival) => FolderCopy.Remove(FolderOf(arrival));

    /// <summary>Finishes or removes what an end without warning left in the middle.</summary>
    public void Settle()
    {
        SafeArchive.Sweep(data.Models);
        foreach (var left in Directory.EnumerateDirectories(data.Models, Arriving + "*"))
        {
            FolderCopy.Remove(left);
        }

        Settle(data.Models, models.IsTaken);
        Settle(data.Adapters, adapters.IsTaken);
    }

    private static void Settle(string parent, Func<string, bool> hasRow)
    {
        foreach (var adding in Directory.EnumerateDirectories(parent, Adding + "*"))
        {
            var id = Path.GetFileName(adding)[Adding.Length..];
            var final = Path.Combine(parent, id);
            if (hasRow(id) && !Directory.Exists(final))
            {
                Directory.Move(adding, final);
            }
            else
            {
                FolderCopy.Remove(adding);
            }
        }
    }

    private List<string> Unpack(Arrival arrival, UploadedFile upload, Action<Func<Arrival, Arrival>> tell, CancellationToken cancellation)
    {
        var most = options.LargestUploadBytes * 2;
        using var archive = SafeArchive.Open(upload.Path, new ArchiveLimits { MostBytes = most, MostBytesAnEntry = most });
        var paths = archive.Entries.Select(entry => entry.Path).Where(path => !HubFiles.IsOfMac(path)).ToList();
        var (root, problem) = HubFiles.RootOf(paths, arrival.Wish.IsAdapter ? HubFiles.AdapterConfig : HubFiles.Config);
        if (HubFiles.Forbidden(paths) is { } forbidden)
        {
            throw new ArchiveRefusedException(forbidden);
        }

        if (problem is not null)
        {
            throw new ArchiveRefusedException(Confused(paths, arrival.Wish.IsAdapter) ?? problem);
        }

        string? Place(string path) => !path.StartsWith(root, StringComparison.Ordinal) || HubFiles.IsOfMac(path) ? null
            : arrival.Wish.IsAdapter ? HubFiles.PlaceInAdapter(path[root.Length..]) : HubFiles.PlaceInModel(path[root.Length..]);
        var taken = archive.Entries.Where(entry => Place(entry.Path) is not null).ToList();
        var total = taken.Sum(entry => entry.AnnouncedBytes);
        CheckRoom(total);
        tell(now => now with { Stage = ArrivalStage.Unpacking, Total = total });
        archive.ExtractTo(FolderOf(arrival), entry => Place(entry.Path), Teller(tell), cancellation);
        return [.. paths.Where(path => Place(path) is null).Select(path => path.StartsWith(root, StringComparison.Ordinal) ? path[root.Length..] : path)];
    }

    private static Shell.Sentence? Confused(List<string> paths, bool isAdapter) => isAdapter
        ? HubFiles.RootOf(paths, HubFiles.Config).Problem is null ? ModelSentences.IsModel : null
        : HubFiles.RootOf(paths, HubFiles.AdapterConfig).Problem is null ? ModelSentences.IsAdapter : null;

    private List<string> Copy(Arrival arrival, Action<Func<Arrival, Arrival>> tell, CancellationToken cancellation)
    {
        var (_, files, problem) = new LocalFolder(options, data).Look(arrival.Wish.LocalFolder!);
        if (problem is not null)
        {
            throw new ArchiveRefusedException(problem);
        }

        var total = files.Sum(file => file.Length);
        if (!arrival.Wish.Link)
        {
            CheckRoom(total);
        }

        tell(now => now with { Stage = ArrivalStage.Copying, Total = total });
        FolderCopy.Make(FolderOf(arrival), files, arrival.Wish.Link, Teller(tell), null, cancellation);
        return [];
    }

    private void CheckRoom(long needed)
    {
        var left = Math.Max(0, free(data.Models) - KeptFree);
        if (needed > left)
        {
            throw new ArchiveRefusedException(ModelSentences.NoRoom(needed, left));
        }
    }

    /// <summary>A picture for the page now and then, not for every piece.</summary>
    private static Action<int> Teller(Action<Func<Arrival, Arrival>> tell)
    {
        var (came, pieces) = (0L, 0);
        return count =>
        {
            came += count;
            if (++pieces % PiecesBetweenTelling == 0)
            {
                tell(now => now with { Done = came });
            }
        };
    }
}
