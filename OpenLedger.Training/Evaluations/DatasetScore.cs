namespace OpenLedger.Training.Evaluations;

/// <summary>How well a model foresees the learned tokens of a dataset.</summary>
/// <param name="Loss">Mean cross-entropy over these tokens, natural logarithm.</param>
/// <param name="Tokens">How many tokens that are: those that carry a label and have a predecessor in their example.</param>
/// <param name="Rows">How many examples were read.</param>
/// <param name="CutRows">How many of them lost their end, since they were longer than the model reads.</param>
public sealed record DatasetScore(double Loss, long Tokens, int Rows, int CutRows)
{
    /// <summary>e to the loss: among how many tokens the model wavers, as it were.</summary>
    public double Perplexity => Math.Exp(Loss);
}
