namespace OpenLedger.Training.Recipes;

/// <summary>A data file and how often its rows are seen.</summary>
/// <param name="Path">The file.</param>
/// <param name="Weight">2 is twice an epoch; 0.5 is a random half of them each epoch.</param>
public sealed record DataSource(string Path, double Weight = 1);
