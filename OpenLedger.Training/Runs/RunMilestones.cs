using OpenLedger.Training.Architectures;
using OpenLedger.Training.Lora;

namespace OpenLedger.Training.Runs;

/// <summary>What is done at each measurement besides measuring: the adapter of that moment is kept and the same questions are asked.</summary>
internal sealed class RunMilestones(
    RunSampling sampling, RunCheckpoints checkpoints, Action<string> writeAdapter, LoraParameters lora, BaseModelConfig config, TimeProvider clock)
{
    // The adapter is kept only when training has gone on for so many times as long as writing took.
    private const int TimesAsLong = 20;

    /// <summary>The values that are trained.</summary>
    public LoraParameters Lora => lora;

    /// <summary>The shape of the model that they sit on.</summary>
    public BaseModelConfig Config => config;

    private TimeSpan _took;
    private long? _wroteAt;

    /// <summary>Takes up both records where the run goes on, and asks the base model where it was not asked.</summary>
    public void Begin(int step, CancellationToken cancellation)
    {
        checkpoints.GoOn(step);
        sampling.GoOn(step);
        sampling.AskBefore(cancellation);
    }

    public void Reach(RunState state, CancellationToken cancellation)
    {
        if (_wroteAt is not { } wrote || clock.GetElapsedTime(wrote) > TimesAsLong * _took)
        {
            var start = clock.GetTimestamp();
            checkpoints.Keep(state.Step, state.BestLoss is null ? null : state.BestStep, writeAdapter);
            (_wroteAt, _took) = (clock.GetTimestamp(), clock.GetElapsedTime(start));
        }

        sampling.AskAt(state.Step, lora, cancellation);
    }

    /// <summary>The result is on disk: it is asked as well.</summary>
    public void End(RunState state, bool isBest, CancellationToken cancellation) =>
        sampling.AskResult(isBest && state.BestLoss is not null ? state.BestStep : state.Step, lora, cancellation);
}
