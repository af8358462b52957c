namespace OpenLedger.Training.Datasets;

/// <summary>All that a file holds: what can be trained on, and what cannot with the reason.</summary>
/// <param name="Examples">The good rows, in the order of the file.</param>
/// <param name="Problems">The first problems, in the order of the file (at most <see cref="ExampleReader.MostProblems"/>).</param>
/// <param name="ProblemCount">How many problems there are, those not listed included.</param>
public sealed record DatasetContents(IReadOnlyList<Example> Examples, IReadOnlyList<DatasetProblem> Problems, int ProblemCount);
