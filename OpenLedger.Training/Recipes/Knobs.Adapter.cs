using OpenLedger.Training.Recipes.Kinds;

namespace OpenLedger.Training.Recipes;

/// <content>The adapter, as PEFT's LoraConfig has it.</content>
public static partial class Knobs
{
    /// <summary>The rank.</summary>
    public static Knob<int> R { get; } = new(
        new WholeNumberKind<int>(new KnobRange(1, 1024) { Scale = KnobScale.PowersOfTwo, SliderMinimum = 2, SliderMaximum = 128 }), 16)
    {
        Name = "r",
        Property = nameof(TrainingRecipe.R),
        Title = "Room for new knowledge",
        Technical = "rank",
        Group = KnobGroup.Basic,
        Help = "The width of the adapter: 2 to 8 for a style, 16 to 32 for facts, 64 and more for many facts. More takes more memory and a larger file.",
    };

    /// <summary>The scale of the adapter.</summary>
    public static Knob<double> LoraAlpha { get; } = new(
        new NumberKind(new KnobRange(0.001, 65_536) { Scale = KnobScale.PowersOfTwo, SliderMinimum = 2, SliderMaximum = 256 }), 32)
    {
        Name = "lora_alpha",
        Property = nameof(TrainingRecipe.LoraAlpha),
        Title = "Weight of new knowledge",
        Technical = "alpha",
        Group = KnobGroup.Advanced,
        Help = "The adapter's part in each layer is multiplied by alpha / rank (with use_rslora by alpha / the root of the rank). Mostly twice the rank, or 32 whatever the rank.",
    };

    /// <summary>The chance of leaving an input out.</summary>
    public static Knob<double> LoraDropout { get; } = new(new NumberKind(new KnobRange(0, 0.99) { SliderMaximum = 0.5, Step = 0.01 }), 0)
    {
        Name = "lora_dropout",
        Property = nameof(TrainingRecipe.LoraDropout),
        Title = "Learn with gaps",
        Technical = "dropout",
        Group = KnobGroup.Advanced,
        Help = "The chance with which each input of the adapter is left out while training; a little keeps it from learning small sets by heart.",
    };

    /// <summary>The adapted layers.</summary>
    public static Knob<ModuleChoice?> TargetModules { get; } = new(new ModulesKind(mayBeOpen: false), ModuleChoice.AllLinear)
    {
        Name = "target_modules",
        Property = nameof(TrainingRecipe.TargetModules),
        Title = "Where it learns",
        Technical = "target modules",
        Group = KnobGroup.Advanced,
        Help = "The layers that get an adapter: \"all-linear\", a list of names such as q_proj, or a regular expression that matches whole paths.",
    };

    /// <summary>Layers that are left alone.</summary>
    public static Knob<ModuleChoice?> ExcludeModules { get; } = new(new ModulesKind(mayBeOpen: true), null)
    {
        Name = "exclude_modules",
        Property = nameof(TrainingRecipe.ExcludeModules),
        Title = "Where it does not learn",
        Technical = "excluded modules",
        Group = KnobGroup.Advanced,
        Help = "Layers that get no adapter although target_modules names them.",
    };

    /// <summary>Numbers of the adapted blocks.</summary>
    public static Knob<IReadOnlyList<int>?> LayersToTransform { get; } = new(new WholeNumbersKind(), null)
    {
        Name = "layers_to_transform",
        Property = nameof(TrainingRecipe.LayersToTransform),
        Title = "Only these blocks",
        Technical = "layers to transform",
        Group = KnobGroup.Advanced,
        Help = "Numbers of the blocks that learn, from 0; left out, all do. Goes with a list in target_modules.",
    };

    /// <summary>What blocks are called.</summary>
    public static Knob<IReadOnlyList<string>?> LayersPattern { get; } = new(new NamesKind(), null)
    {
        Name = "layers_pattern",
        Property = nameof(TrainingRecipe.LayersPattern),
        Title = "What blocks are called",
        Technical = "layers pattern",
        Group = KnobGroup.Advanced,
        Help = "The name in front of a block's number, where it is not one of the usual (layers). Goes with layers_to_transform.",
    };

    /// <summary>Other ranks.</summary>
    public static Knob<IReadOnlyDictionary<string, double>> RankPattern { get; } = new(
        new PatternsKind(new KnobRange(1, 1024), whole: true), new OrderedDictionary<string, double>())
    {
        Name = "rank_pattern",
        Property = nameof(TrainingRecipe.RankPattern),
        Title = "Other ranks for some layers",
        Technical = "rank pattern",
        Group = KnobGroup.Advanced,
        Help = "Layer names or regular expressions with the rank they get instead of r.",
    };

    /// <summary>Other alphas.</summary>
    public static Knob<IReadOnlyDictionary<string, double>> AlphaPattern { get; } = new(
        new PatternsKind(new KnobRange(0.001, 65_536), whole: false), new OrderedDictionary<string, double>())
    {
        Name = "alpha_pattern",
        Property = nameof(TrainingRecipe.AlphaPattern),
        Title = "Other alphas for some layers",
        Technical = "alpha pattern",
        Group = KnobGroup.Advanced,
        Help = "Layer names or regular expressions with the alpha they get instead of lora_alpha.",
    };

    /// <summary>Rank-stabilised scaling.</summary>
    public static Knob<bool> UseRslora { get; } = new(new SwitchKind(), false)
    {
        Name = "use_rslora",
        Property = nameof(TrainingRecipe.UseRslora),
        Title = "Scale by the root of the rank",
        Technical = "rsLoRA",
        Group = KnobGroup.Advanced,
        Help = "Divides alpha by the square root of the rank instead of the rank: steadier at high ranks.",
    };
}
