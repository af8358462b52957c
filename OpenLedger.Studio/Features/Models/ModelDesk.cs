using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Models;

/// <summary>The one door to the base models: those that came with the studio and those that were added. It reads headers, never weights.</summary>
internal sealed class ModelDesk(StudioOptions options, ModelBook? book = null, ModelReading? reading = null)
{
    private const int LongestName = 80;

    private readonly ModelReading _reading = reading ?? new ModelReading();

    /// <summary>Where the bundled ones lie.</summary>
    public string Folder => options.ModelsFolder;

    /// <summary>All of them, the bundled ones first; one that cannot be used is there too, with the reason.</summary>
    public IReadOnlyList<StudioModel> All() =>
        [.. Bundled().Select(model => _reading.Complete(model, [])), .. Rows().Where(row => row.DeletedAt is null).Select(Complete)];

    /// <summary>The model of this id; null where there is none. One in the trash is none.</summary>
    public StudioModel? Find(string id) => All().FirstOrDefault(model => model.Id == id);

    /// <summary>What is remembered of a model that was added; null for a bundled one.</summary>
    public ModelCard? CardOf(string id) => Rows().FirstOrDefault(row => row.Id == id) is { } row ? ModelCard.Read(row.Card) : null;

    /// <summary>Whether this person may rename and delete it.</summary>
    public static bool MayChange(CurrentAccount me, StudioModel model) => model.OwnerId is { } owner && me.MayChange(owner);

    public async Task<Sentence?> RenameAsync(CurrentAccount me, string id, string name)
    {
        var clean = name.Trim();
        if (clean.Length is 0 or > LongestName || clean.EnumerateRunes().Any(Archives.Printable.IsInvisible))
        {
            return ModelSentences.NameWrong;
        }

        if (Find(id) is not { } model || !MayChange(me, model))
        {
            return ModelSentences.NotFound;
        }

        await book!.RenameAsync(me.Id, id, clean);
        return null;
    }

    internal static StudioModel Of(ModelRow row)
    {
        var card = ModelCard.Read(row.Card);
        return new StudioModel(row.Id, row.Name, row.Folder)
        {
            Origin = Enum.TryParse<ModelOrigin>(row.Origin, out var origin) ? origin : ModelOrigin.Copied,
            OwnerId = row.OwnerId ?? string.Empty,
            AddedAt = row.AddedAt,
            HubName = card.HubName ?? row.Name,
        };
    }

    /// <summary>An id that no model has, not even one in the trash.</summary>
    internal string FreeId(string name)
    {
        var bundled = Bundled().Select(model => model.Id).ToHashSet(StringComparer.Ordinal);
        return Slug.Of(name, id => id == ModelsModule.AddPath || bundled.Contains(id) || book?.IsTaken(id) == true);
    }

    private IReadOnlyList<ModelRow> Rows() => book?.All() ?? [];

    private StudioModel Complete(ModelRow row) => _reading.Complete(Of(row), ModelCard.Read(row.Card).Files);

    private IEnumerable<StudioModel> Bundled()
    {
        if (!Directory.Exists(options.ModelsFolder))
        {
            return [];
        }

        return Directory.EnumerateDirectories(options.ModelsFolder)
            .Where(folder => File.Exists(Path.Combine(folder, HubFiles.Config)))
            .Order(StringComparer.Ordinal)
            .Select(folder => new StudioModel(Path.GetFileName(folder), Path.GetFileName(folder), folder));
    }
}
