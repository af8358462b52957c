namespace OpenLedger.Training.Recipes;

/// <summary>What became of a text or JSON value given to a knob: either its value, or what is wrong with it.</summary>
/// <param name="Value">The value, of the knob's type; may be null where the knob may be.</param>
/// <param name="Problem">What is wrong, to be read after the knob's name: "is 3, but must be ..."; null if nothing is.</param>
public readonly record struct KnobReading(object? Value, string? Problem);
