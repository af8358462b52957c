using System.Collections.Concurrent;
using OpenLedger.Studio.Shell;
using OpenLedger.Training;
using OpenLedger.Training.Architectures;
using OpenLedger.Training.Checkpoints;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Features.Models;

/// <summary>What a model's folder says of it: configuration and headers, never weights. Read again only when a file of it has changed.</summary>
internal sealed class ModelReading
{
    private readonly ConcurrentDictionary<string, (string Stamp, StudioModel Model)> _known = new(StringComparer.Ordinal);

    /// <summary>Fills in what the folder says.</summary>
    public StudioModel Complete(StudioModel model, IReadOnlyList<ModelFile> asAdded)
    {
        try
        {
            if (Missing(model, asAdded) is { } trouble)
            {
                return model with { Trouble = trouble };
            }

            var stamp = Stamp(model.Folder);
            if (!_known.TryGetValue(model.Folder, out var known) || known.Stamp != stamp)
            {
                _known[model.Folder] = known = (stamp, Read(model));
            }

            return known.Model with
            {
                Id = model.Id,
                Name = model.Name,
                Origin = model.Origin,
                OwnerId = model.OwnerId,
                AddedAt = model.AddedAt,
                HubName = model.HubName,
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return model with { Trouble = ModelSentences.NotReadable(model.Folder, exception.Message) };
        }
    }

    private static Sentence? Missing(StudioModel model, IReadOnlyList<ModelFile> asAdded)
    {
        if (!Directory.Exists(model.Folder))
        {
            return ModelSentences.FolderGone(model.Folder);
        }

        foreach (var file in asAdded)
        {
            var now = new FileInfo(Path.Combine(model.Folder, file.Path));
            if (!now.Exists)
            {
                return ModelSentences.FileGone(file.Path);
            }

            if (now.Length != file.Length || (model.Origin == ModelOrigin.Linked && now.LastWriteTimeUtc != file.Changed.UtcDateTime))
            {
                return ModelSentences.FileChanged(file.Path);
            }
        }

        return null;
    }

    private static StudioModel Read(StudioModel model)
    {
        try
        {
            var config = BaseModelConfig.Read(model.Folder);
            using var weights = ModelWeights.Open(model.Folder);
            var defaults = StudioDefaults.Read(model.Folder);
            return model with
            {
                Family = config.ModelType,
                Parameters = weights.Tensors.Values.Sum(tensor => tensor.ElementCount),
                Context = config.MaxPositions,
                Type = string.Join(", ", weights.Tensors.Values.GroupBy(tensor => tensor.DType).OrderByDescending(group => group.Sum(tensor => tensor.ElementCount)).Select(group => group.Key)),
                WeightBytes = weights.Files.Sum(file => new FileInfo(file).Length),
                Licence = defaults.Licence ?? LicenceReader.Of(model.Folder),
                Defaults = defaults,
            };
        }
        catch (TrainingException exception)
        {
            return model with { Trouble = ModelSentences.Broken(exception.Message) };
        }
    }

    private static string Stamp(string folder) => string.Join(';', new DirectoryInfo(folder).EnumerateFiles()
        .OrderBy(file => file.Name, StringComparer.Ordinal)
        .Select(file => FormattableString.Invariant($"{file.Name}|{file.Length}|{file.LastWriteTimeUtc.Ticks}")));
}
