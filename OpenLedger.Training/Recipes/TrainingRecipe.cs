using System.Collections.Immutable;

namespace OpenLedger.Training.Recipes;

/// <summary>
/// Everything that decides the result of a run. A value is what the recipe gives, else what the model's <c>studio.json</c>
/// suggests (<see cref="WithDefaults"/>), else the default of its knob; the recipe remembers which were given. What each value
/// means stands with its knob in <see cref="Knobs"/>. Two recipes are equal when all their values are.
/// </summary>
public sealed partial record TrainingRecipe
{
    private ImmutableDictionary<string, object?> _given = ImmutableDictionary<string, object?>.Empty;
    private ImmutableDictionary<string, object?> _defaults = ImmutableDictionary<string, object?>.Empty;

    /// <summary>The names of the values that were given, not left to a default, in the order of <see cref="Knobs.All"/>.</summary>
    public IReadOnlyList<string> Given => [.. Knobs.All.Select(knob => knob.Name).Where(_given.ContainsKey)];

    /// <summary>Examples that one step learns from: batch size times gradient accumulation.</summary>
    public int EffectiveBatchSize => PerDeviceTrainBatchSize * GradientAccumulationSteps;

    /// <summary>Whether a value was given, not left to a default.</summary>
    public bool IsGiven(Knob knob)
    {
        ArgumentNullException.ThrowIfNull(knob);
        return _given.ContainsKey(knob.Name);
    }

    /// <summary>The same recipe with a model's own defaults for what is not given.</summary>
    public TrainingRecipe WithDefaults(StudioDefaults defaults)
    {
        ArgumentNullException.ThrowIfNull(defaults);
        return this with { _defaults = defaults.Values.ToImmutableDictionary() };
    }

    /// <summary>The same recipe in which a value is not given any more.</summary>
    public TrainingRecipe Without(Knob knob)
    {
        ArgumentNullException.ThrowIfNull(knob);
        return this with { _given = _given.Remove(knob.Name) };
    }

    /// <summary>This recipe with the values that another gives on top, as flags on the command line go over a file.</summary>
    public TrainingRecipe OverriddenBy(TrainingRecipe other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { _given = _given.SetItems(other._given) };
    }

    /// <summary>The same recipe with relative paths made full.</summary>
    /// <param name="folder">The full path of the folder that they are relative to.</param>
    public TrainingRecipe ResolvePaths(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var given = _given;
        foreach (var knob in Knobs.All.Where(knob => knob.IsPath && _given.ContainsKey(knob.Name)))
        {
            given = given.SetItem(knob.Name, knob.Resolve(given[knob.Name], folder));
        }

        return this with { _given = given };
    }

    /// <summary>All that is wrong with the values; empty if it can be trained by.</summary>
    public IReadOnlyList<RecipeProblem> Problems() => RecipeChecks.Of(this);

    /// <summary>The number of warm-up steps in a run of so many steps: <c>warmup_steps</c> where given, else <c>warmup_ratio</c> of all, rounded up.</summary>
    public int WarmupStepsOf(int totalSteps)
    {
        var share = WarmsUpBySteps ? WarmupSteps : WarmupRatio;
        return WarmsUpBySteps && WarmupSteps >= 1 ? (int)WarmupSteps : (int)Math.Ceiling(totalSteps * share);
    }

    /// <summary>Every how many steps a run of so many steps is measured: <c>eval_steps</c>, or a tenth of all.</summary>
    public int EvalStepsOf(int totalSteps)
    {
        const int Times = 10;
        return EvalSteps > 0 ? EvalSteps : Math.Max(1, (totalSteps + Times - 1) / Times);
    }

    /// <summary>Whether all values are the same; where they come from does not matter.</summary>
    public bool Equals(TrainingRecipe? other) =>
        other is not null && Knobs.All.All(knob => knob.ToJson(ValueOf(knob))?.ToJsonString() == knob.ToJson(other.ValueOf(knob))?.ToJsonString());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(LearningRate, NumTrainEpochs, R, Seed);

    /// <summary>Whether <c>warmup_steps</c> counts and <c>warmup_ratio</c> does not.</summary>
    internal bool WarmsUpBySteps => WarmupSteps > 0 || IsGiven(Knobs.WarmupSteps);

    internal object? ValueOf(Knob knob) =>
        _given.TryGetValue(knob.Name, out var given) ? given
        : _defaults.TryGetValue(knob.Name, out var suggested) ? suggested
        : knob.DefaultValue;

    internal TrainingRecipe WithValue(Knob knob, object? value) => this with { _given = _given.SetItem(knob.Name, value) };

    private T Value<T>(Knob<T> knob) => (T)ValueOf(knob)!;

    private void Give<T>(Knob<T> knob, T value) => _given = _given.SetItem(knob.Name, value);
}
