namespace OpenLedger.Training.Datasets;

/// <summary>The examples of one data file and how often they are seen.</summary>
/// <param name="Examples">The examples, tokenised.</param>
/// <param name="Weight">How often each is seen in an epoch, above 0: 2 is twice; 0.5 is a random half of them, another half each epoch.</param>
public sealed record WeightedExamples(IReadOnlyList<TokenizedExample> Examples, double Weight = 1);
