namespace OpenLedger.Training.Datasets;

/// <summary>Where an example stands.</summary>
/// <param name="File">The file as it was named by the caller.</param>
/// <param name="Row">From 1: the line of a JSON Lines file, the place in the list of a JSON file.</param>
public readonly record struct ExampleSource(string File, long Row);
