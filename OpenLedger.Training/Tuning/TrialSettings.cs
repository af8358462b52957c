namespace OpenLedger.Training.Tuning;

/// <summary>What a search varies from trial to trial.</summary>
/// <param name="LearningRate">The peak learning rate.</param>
/// <param name="Rank">The rank of the adapter.</param>
/// <param name="Epochs">How often every example is seen.</param>
public sealed record TrialSettings(double LearningRate, int Rank, double Epochs);
