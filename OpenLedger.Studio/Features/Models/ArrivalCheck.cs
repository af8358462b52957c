using OpenLedger.Studio.Archives;

namespace OpenLedger.Studio.Features.Models;

/// <summary>Judges what was brought: as a model, or as an adapter of the model it is meant for.</summary>
internal sealed class ArrivalCheck(ArrivalFiles files, ModelCheck check, ModelDesk models)
{
    public ArrivalFindings Judge(Arrival arrival)
    {
        var wish = arrival.Wish;
        var name = NameOf(wish.Source);
        if (wish.ModelId is null)
        {
            return check.OfModel(files.FolderOf(arrival), name, LocalFolder.HubName(wish.LocalFolder ?? string.Empty) ?? name);
        }

        return models.Find(wish.ModelId) is { IsUsable: true } model
            ? ModelCheck.OfAdapter(files.FolderOf(arrival), name, model)
            : throw new ArchiveRefusedException(ModelSentences.NotFound);
    }

    /// <summary>A name to begin with, from a file or a folder. A folder of a hub's cache has the model's name further up.</summary>
    private static string NameOf(string source)
    {
        var hub = LocalFolder.HubName(source);
        var name = hub?[(hub.LastIndexOf('/') + 1)..] ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(source));
        return Printable.Shown(name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name);
    }
}
