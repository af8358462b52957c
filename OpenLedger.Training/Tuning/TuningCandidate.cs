namespace OpenLedger.Training.Tuning;

/// <summary>Settings that a search tries.</summary>
/// <param name="Number">Its place in the search; 0 are the settings that were chosen before the search.</param>
/// <param name="LearningRate">The highest learning rate.</param>
/// <param name="Rank">The rank of the adapter.</param>
/// <param name="Epochs">How often every example is seen in a whole training.</param>
/// <param name="Steps">The steps of a whole training.</param>
/// <param name="StepSeconds">What all steps of a whole training are expected to take, in seconds.</param>
/// <param name="FixedSeconds">What a training is expected to take besides, however short it is, in seconds.</param>
public sealed record TuningCandidate(int Number, double LearningRate, int Rank, double Epochs, int Steps, double StepSeconds, double FixedSeconds)
{
    /// <summary>The expected seconds of a training of this share of the steps.</summary>
    public double SecondsOf(double share) => (share * StepSeconds) + FixedSeconds;
}
