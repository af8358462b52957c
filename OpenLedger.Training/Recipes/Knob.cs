using System.Text.Json.Nodes;

namespace OpenLedger.Training.Recipes;

/// <summary>
/// One setting of a recipe, declared once in <see cref="Knobs"/>: form, validation, command line and documentation all read it
/// from here.
/// </summary>
public abstract class Knob
{
    private protected Knob()
    {
    }

    /// <summary>The name in <c>recipe.json</c>, as transformers' TrainingArguments or PEFT's LoraConfig have it.</summary>
    public required string Name { get; init; }

    /// <summary>The property of <see cref="TrainingRecipe"/>.</summary>
    public required string Property { get; init; }

    /// <summary>What it is in plain words: "How boldly it learns".</summary>
    public required string Title { get; init; }

    /// <summary>What the field calls it: "learning rate".</summary>
    public required string Technical { get; init; }

    /// <summary>What it does, in a sentence or two.</summary>
    public required string Help { get; init; }

    /// <summary>Where it stands in a form.</summary>
    public required KnobGroup Group { get; init; }

    /// <summary>The type of its value.</summary>
    public abstract Type ValueType { get; }

    /// <summary>The value where neither recipe nor model say anything.</summary>
    public abstract object? DefaultValue { get; }

    /// <summary>What is accepted, in words: "a number from 0 to 1".</summary>
    public abstract string Accepts { get; }

    /// <summary>Whether the value may be left open (null).</summary>
    public abstract bool MayBeOpen { get; }

    /// <summary>The names to choose from; empty if it is no choice.</summary>
    public abstract IReadOnlyList<string> Choices { get; }

    /// <summary>Whether the value is a path, or a list of them.</summary>
    public abstract bool IsPath { get; }

    /// <summary>The numbers it takes; null if it is no number.</summary>
    public KnobRange? Range { get; private protected init; }

    /// <summary>The names on the command line: <c>--learning-rate</c>, and <c>--learning_rate</c> as in the recipe.</summary>
    public IReadOnlyList<string> Flags =>
        Name.Contains('_', StringComparison.Ordinal) ? [$"--{Name.Replace('_', '-')}", $"--{Name}"] : [$"--{Name}"];

    /// <summary>The value in a recipe: as given there, else the model's default, else <see cref="DefaultValue"/>.</summary>
    public object? Get(TrainingRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return recipe.ValueOf(this);
    }

    /// <summary>A recipe in which this value is given. The range is judged by <see cref="TrainingRecipe.Problems"/>, not here.</summary>
    /// <exception cref="ArgumentException">The value is not of <see cref="ValueType"/>.</exception>
    public TrainingRecipe With(TrainingRecipe recipe, object? value)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return IsOfType(value)
            ? recipe.WithValue(this, value)
            : throw new ArgumentException($"{Name} takes {ValueType.Name}, not {value?.GetType().Name ?? "null"}", nameof(value));
    }

    /// <summary>Reads a value as typed on the command line or into a form, range included. An empty text leaves it open where it may be.</summary>
    public KnobReading Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reading = ParseText(text.Trim());
        return reading.Problem is null && Check(reading.Value) is { } problem ? new KnobReading(null, problem) : reading;
    }

    /// <summary>A value as it is shown and typed.</summary>
    public abstract string Format(object? value);

    /// <summary>What is wrong with a value of the right type, to be read after the name; null if nothing is.</summary>
    public abstract string? Check(object? value);

    /// <summary>The same value with relative paths made full.</summary>
    internal abstract object? Resolve(object? value, string folder);

    internal abstract KnobReading Read(JsonNode? node);

    internal abstract JsonNode? ToJson(object? value);

    private protected abstract KnobReading ParseText(string text);

    private protected abstract bool IsOfType(object? value);
}
