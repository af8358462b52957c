namespace OpenLedger.Training.Datasets;

/// <summary>How much an example weighs in a run.</summary>
/// <param name="Tokens">Tokens that are read.</param>
/// <param name="Labels">Tokens that count in the loss.</param>
public readonly record struct ExampleSize(int Tokens, int Labels);
