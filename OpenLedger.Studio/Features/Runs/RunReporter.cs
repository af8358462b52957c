using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>
/// Passes the trainer's progress on to the feed, and remembers how far it got and how fast. The trainer has written what it
/// reports to disk before.
/// </summary>
internal sealed class RunReporter(RunQueue.RunTurn turn, RunFeed feed, RunCard card, TimeProvider clock) : IProgress<RunProgress>
{
    // The first steps are slower: memory is being fetched. And a few say little.
    private const int StepsToJudgeBy = 10;

    private readonly RunId _id = turn.Id;
    private readonly long _started = clock.GetTimestamp();
    private int _measured;
    private double _speeds;
    private TimeSpan? _firstStep;
    private TimeSpan _lastStep;

    public int Step { get; private set; } = card.Step;

    public int TotalSteps { get; private set; } = card.TotalSteps;

    /// <summary>The most that the run held in memory; 0 where it was not measured.</summary>
    public long PeakMemory { get; private set; }

    /// <summary>The lowest held-out loss since it began.</summary>
    public double? BestHeldOutLoss { get; private set; } = card.BestHeldOutLoss;

    /// <summary>Whether it came to where a search lets it rest.</summary>
    public bool IsHalted { get; private set; }

    public void Begin() => feed.Publish(_id, new RunProgress(RunPhase.Loading, Step, TotalSteps));

    public void Report(RunProgress value)
    {
        if (value.TotalSteps > 0)
        {
            (Step, TotalSteps) = (value.Step, value.TotalSteps);
        }

        PeakMemory = Math.Max(PeakMemory, value.MemoryBytes ?? 0);
        if (value is { Phase: RunPhase.Training, TokensPerSecond: { } speed })
        {
            _measured++;
            _speeds += speed;
            _lastStep = clock.GetElapsedTime(_started);
            _firstStep ??= _lastStep;
        }

        if (value.HeldOutLoss is { } loss && !(loss >= BestHeldOutLoss))
        {
            BestHeldOutLoss = loss;
        }

        feed.Publish(_id, value);
        if (!IsHalted && card.Halt is { } halt && IsDue(halt, value))
        {
            IsHalted = true;
            turn.Ask(RunState.Paused);
        }
    }

    // Only where it was measured: what the search compares is known then.
    private bool IsDue(RunHalt halt, RunProgress value) =>
        value.Phase == RunPhase.Training && Step < TotalSteps
        && ((value.HeldOutLoss is not null && Step >= halt.StepOf(TotalSteps)) || card.Seconds + clock.GetElapsedTime(_started).TotalSeconds >= halt.Seconds);

    /// <summary>How fast it was in all these seconds; null after too few steps to say.</summary>
    public RunSpeed? SpeedOver(double seconds) => _measured >= StepsToJudgeBy
        ? new RunSpeed(_speeds / _measured, Math.Max(0, seconds - (_lastStep - _firstStep!.Value).TotalSeconds))
        : null;
}
