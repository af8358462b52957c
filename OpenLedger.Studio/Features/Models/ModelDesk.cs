using OpenLedger.Studio.Shell;
using OpenLedger.Training;
using OpenLedger.Training.Architectures;
using OpenLedger.Training.Checkpoints;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Features.Models;

/// <summary>The one door to the base models that lie in the models folder. It reads their headers, never their weights.</summary>
internal sealed class ModelDesk(StudioOptions options)
{
    public string Folder => options.ModelsFolder;

    /// <summary>All of them by name; one that cannot be used is there too, with the reason.</summary>
    public IReadOnlyList<BundledModel> All()
    {
        if (!Directory.Exists(options.ModelsFolder))
        {
            return [];
        }

        return [.. Directory.EnumerateDirectories(options.ModelsFolder)
            .Where(folder => File.Exists(Path.Combine(folder, "config.json")))
            .Order(StringComparer.Ordinal)
            .Select(Read)];
    }

    /// <summary>The model of this name; null where there is none.</summary>
    public BundledModel? Find(string name) => All().FirstOrDefault(model => model.Name == name);

    private static BundledModel Read(string folder)
    {
        var name = Path.GetFileName(folder);
        try
        {
            var config = BaseModelConfig.Read(folder);
            using var weights = ModelWeights.Open(folder);
            var parameters = weights.Tensors.Values.Sum(tensor => tensor.Shape.Aggregate(1L, (product, size) => product * size));
            return new BundledModel(name, folder) { Family = config.ModelType, Parameters = parameters, Defaults = StudioDefaults.Read(folder) };
        }
        catch (TrainingException exception)
        {
            return new BundledModel(name, folder) { Problem = exception.Message };
        }
    }
}
