using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Models;

/// <summary>Makes a model or an adapter of what was judged and accepted: its folder gets its name, its row is written.</summary>
internal sealed class ArrivalKeeping(DataFolder data, ArrivalFiles files, ModelDesk desk, ModelBook models, AdapterBook adapters) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public async Task<string> KeepAsync(Arrival arrival, ArrivalFindings findings, string? templateId)
    {
        // One at a time: two of one name must not get one id.
        await _one.WaitAsync();
        try
        {
            return arrival.Wish.ModelId is { } modelId ? await KeepAdapterAsync(arrival, findings, modelId) : await KeepModelAsync(arrival, findings, templateId);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<string> KeepModelAsync(Arrival arrival, ArrivalFindings findings, string? templateId)
    {
        var id = desk.FreeId(findings.Name);
        var final = Path.Combine(data.Models, id);
        var card = new ModelCard
        {
            HubName = findings.HubName,
            Source = arrival.Wish.Source,
            Template = templateId,
            Files = FilesOf(files.FolderOf(arrival)),
            LeftOut = findings.LeftOut,
        };
        var row = new ModelRow
        {
            Id = id,
            Name = findings.Name,
            Folder = id,
            Origin = OriginOf(arrival.Wish).ToString(),
            OwnerId = arrival.Wish.OwnerId,
            AddedAt = arrival.BegunAt,
            Card = card.Write(),
        };
        await files.KeepAsync(arrival, final, () => models.AddAsync(row));
        return id;
    }

    private async Task<string> KeepAdapterAsync(Arrival arrival, ArrivalFindings findings, string modelId)
    {
        var id = Guid.NewGuid().ToString("N");
        var final = Path.Combine(data.Adapters, id);
        var card = new AdapterCard
        {
            Source = arrival.Wish.Source,
            Rank = findings.Rank ?? 0,
            Alpha = findings.Alpha ?? 0,
            Modules = findings.Modules,
            Parameters = findings.Parameters,
            BaseModel = findings.BaseModel,
            Licence = findings.Licence,
        };
        var row = new AdapterRow
        {
            Id = id,
            OwnerId = arrival.Wish.OwnerId,
            Name = findings.Name,
            ModelId = modelId,
            Folder = id,
            Origin = "Imported",
            CreatedAt = arrival.BegunAt,
            Card = card.Write(),
        };
        await files.KeepAsync(arrival, final, () => adapters.AddAsync(row));
        return id;
    }

    private static ModelOrigin OriginOf(ArrivalWish wish) => wish.Upload is not null ? ModelOrigin.Uploaded : wish.Link ? ModelOrigin.Linked : ModelOrigin.Copied;

    private static IReadOnlyList<ModelFile> FilesOf(string folder) =>
        [.. new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => file.Name is not ("README.md" or HubFiles.Suggestions))
            .Select(file => new ModelFile(Path.GetRelativePath(folder, file.FullName).Replace(Path.DirectorySeparatorChar, '/'), file.Length, file.LastWriteTimeUtc))
            .OrderBy(file => file.Path, StringComparer.Ordinal)];
}
