using System.Diagnostics;
using OpenLedger.Training.Runs;

namespace OpenLedger.Training.Tests.Runs;

/// <summary>Measures how long a run trains, without loading the model and asking it questions.</summary>
internal sealed class TrainingWatch : IProgress<RunProgress>
{
    private readonly Stopwatch _training = new();

    public TimeSpan Training => _training.Elapsed;

    public void Report(RunProgress value)
    {
        if (value.Phase == RunPhase.Training)
        {
            return;
        }

        // The last question of the first round is reported just before the first step; from then on it is training.
        if (value.Phase == RunPhase.ScoringBefore)
        {
            _training.Restart();
        }
        else
        {
            _training.Stop();
        }
    }
}
