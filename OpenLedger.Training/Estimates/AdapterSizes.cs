using OpenLedger.Training.Architectures;
using OpenLedger.Training.Lora;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Training.Estimates;

/// <summary>An adapted projection: its inputs, its outputs and the rank of its two matrices.</summary>
internal readonly record struct AdaptedSize(int Inputs, int Outputs, int Rank);

/// <summary>The sizes of an adapter on a model, before either exists.</summary>
public sealed class AdapterSizes
{
    private readonly Dictionary<(int Layer, ProjectionGroup Group), List<AdaptedSize>> _groups = [];

    private AdapterSizes(BaseModelConfig config, IReadOnlyList<AdaptedModule> adapted, bool dropsOut)
    {
        DropsOut = dropsOut;
        LowestLayer = config.LayerCount;
        var found = adapted.ToDictionary(item => item.Module.Path, StringComparer.Ordinal);
        for (var layer = 0; layer < config.LayerCount; layer++)
        {
            foreach (var group in Enum.GetValues<ProjectionGroup>())
            {
                var sizes = Projections.Of(config, layer, group)
                    .Where(module => found.ContainsKey(module.Path))
                    .Select(module => new AdaptedSize(module.InFeatures, module.OutFeatures, found[module.Path].Rank))
                    .ToList();
                if (sizes.Count > 0)
                {
                    _groups[(layer, group)] = sizes;
                    LowestLayer = Math.Min(LowestLayer, layer);
                }
            }
        }

        Parameters = adapted.Sum(item => item.ParameterCount);
        Modules = adapted.Count;
        LargestRank = adapted.Max(item => item.Rank);
    }

    /// <summary>How many numbers are trained.</summary>
    public long Parameters { get; }

    /// <summary>How many projections are adapted.</summary>
    public int Modules { get; }

    /// <summary>The highest rank of a projection.</summary>
    public int LargestRank { get; }

    /// <summary>Whether what comes to the adapter is dropped at random while it learns.</summary>
    public bool DropsOut { get; }

    /// <summary>The lowest layer that is adapted: nothing below it needs a gradient.</summary>
    internal int LowestLayer { get; }

    /// <summary>The adapter that a recipe trains: a new one, or the one it goes on from, whose shape wins.</summary>
    /// <exception cref="TrainingException">The recipe selects no module of this model, or the adapter to go on from cannot be read.</exception>
    public static AdapterSizes Of(TrainingRecipe recipe, BaseModelConfig config)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var lora = recipe.InitAdapter is { } initial ? LoraConfig.Read(initial) : RecipeAdapter.ConfigOf(recipe);
        return new AdapterSizes(config, TargetSelection.Resolve(lora, CheckpointLayout.LinearModules(config)), recipe.LoraDropout > 0);
    }

    /// <summary>The sum of the ranks of projections that share an input; null where none of them is adapted.</summary>
    internal int? RankOf(int layer, ProjectionGroup group) =>
        _groups.TryGetValue((layer, group), out var sizes) ? sizes.Sum(size => size.Rank) : null;

    /// <summary>The adapted projections of a layer that share an input.</summary>
    internal IReadOnlyList<AdaptedSize> Of(int layer, ProjectionGroup group) => _groups.GetValueOrDefault((layer, group)) ?? [];
}
