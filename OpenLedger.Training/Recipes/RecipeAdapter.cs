using OpenLedger.Training.Lora;

namespace OpenLedger.Training.Recipes;

/// <summary>The adapter that a recipe asks for, as PEFT's configuration has it.</summary>
public static class RecipeAdapter
{
    private static readonly (Knob Knob, Func<LoraConfig, LoraConfig, LoraConfig> Take)[] Shape =
    [
        (Knobs.R, (config, wanted) => config with { Rank = wanted.Rank }),
        (Knobs.LoraAlpha, (config, wanted) => config with { Alpha = wanted.Alpha }),
        (Knobs.UseRslora, (config, wanted) => config with { UseRsLora = wanted.UseRsLora }),
        (Knobs.TargetModules, (config, wanted) => config with { TargetModules = wanted.TargetModules }),
        (Knobs.ExcludeModules, (config, wanted) => config with { ExcludeModules = wanted.ExcludeModules }),
        (Knobs.LayersToTransform, (config, wanted) => config with { LayersToTransform = wanted.LayersToTransform }),
        (Knobs.LayersPattern, (config, wanted) => config with { LayersPattern = wanted.LayersPattern }),
        (Knobs.RankPattern, (config, wanted) => config with { RankPattern = wanted.RankPattern }),
        (Knobs.AlphaPattern, (config, wanted) => config with { AlphaPattern = wanted.AlphaPattern }),
    ];

    /// <summary>Whether a knob is part of an adapter's shape.</summary>
    public static bool DecidesShape(Knob knob) => Shape.Any(part => part.Knob == knob);

    /// <summary>The configuration of a new adapter.</summary>
    public static LoraConfig ConfigOf(TrainingRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return new LoraConfig
        {
            Rank = recipe.R,
            Alpha = recipe.LoraAlpha,
            UseRsLora = recipe.UseRslora,
            Dropout = recipe.LoraDropout,
            TargetModules = SelectorOf(recipe.TargetModules),
            ExcludeModules = SelectorOf(recipe.ExcludeModules),
            LayersToTransform = recipe.LayersToTransform ?? [],
            LayersPattern = recipe.LayersPattern ?? [],
            RankPattern = [.. recipe.RankPattern.Select(pattern => KeyValuePair.Create(pattern.Key, (int)pattern.Value))],
            AlphaPattern = [.. recipe.AlphaPattern],
            BaseModelNameOrPath = recipe.Model,
            Source = "recipe",
        };
    }

    /// <summary>
    /// Where a recipe gives another shape than the adapter it goes on from: that adapter's shape wins, so such a value would be
    /// ignored. Values that mean the same for this model (all-linear and a list of all its names) do not contradict.
    /// </summary>
    /// <param name="recipe">The recipe; only what it gives itself counts.</param>
    /// <param name="initial">The configuration of the adapter.</param>
    /// <param name="modules">The linear modules of the model.</param>
    public static IReadOnlyList<RecipeProblem> Contradictions(TrainingRecipe recipe, LoraConfig initial, IReadOnlyList<LinearModule> modules)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(initial);
        var shape = TargetSelection.Resolve(initial, modules);
        var wanted = ConfigOf(recipe);
        return
        [
            .. Shape.Where(part => recipe.IsGiven(part.Knob) && !IsSame(shape, part.Take(initial, wanted), modules))
                .Select(part => new RecipeProblem(part.Knob.Name, "says otherwise than the adapter in init_adapter, whose shape is kept. Take it out, or start without init_adapter.")),
        ];
    }

    private static bool IsSame(IReadOnlyList<AdaptedModule> shape, LoraConfig other, IReadOnlyList<LinearModule> modules)
    {
        try
        {
            return TargetSelection.Resolve(other, modules).SequenceEqual(shape);
        }
        catch (TrainingException)
        {
            return false;
        }
    }

    private static ModuleSelector? SelectorOf(ModuleChoice? choice) => choice switch
    {
        null => null,
        { Names: { } names } => ModuleSelector.Of(names),
        _ => ModuleSelector.OfText(choice.Pattern!),
    };
}
