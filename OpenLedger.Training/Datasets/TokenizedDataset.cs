namespace OpenLedger.Training.Datasets;

/// <summary>Examples as the model reads them, with what happened on the way.</summary>
/// <param name="Examples">All of them, in order; those with nothing learned are still there.</param>
/// <param name="Cut">How many lost their end, since they were longer than is read at once.</param>
/// <param name="NothingLearned">How many have no token that counts in the loss; they are never trained on.</param>
public sealed record TokenizedDataset(IReadOnlyList<TokenizedExample> Examples, int Cut, int NothingLearned);
