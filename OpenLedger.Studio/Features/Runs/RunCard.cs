using System.Text.Json.Serialization;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>Where a run stands.</summary>
public enum RunState
{
    /// <summary>In the queue; also what a run is after the studio was stopped while it trained: it goes on by itself.</summary>
    Waiting,

    /// <summary>Trains now, or did when the studio ended without warning.</summary>
    Running,

    /// <summary>Stopped by a person; its checkpoint is kept.</summary>
    Stopped,

    /// <summary>Ended by a problem, which <see cref="RunCard.Problem"/> tells.</summary>
    Failed,

    /// <summary>Trained to its end.</summary>
    Finished,
}

/// <summary>How fast a model was trained on this computer.</summary>
public sealed record RunSpeed(double TokensPerSecond, double SecondsBesides);

/// <summary>What the studio itself remembers about a run (<c>run.json</c>); all else in the run's folder is the trainer's.</summary>
public sealed record RunCard
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Model { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required RunState State { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>How many examples it learns from; for display.</summary>
    public int Examples { get; init; }

    public string? Problem { get; init; }

    public int Step { get; init; }

    public int TotalSteps { get; init; }

    /// <summary>Seconds of training so far, over all attempts.</summary>
    public double Seconds { get; init; }

    /// <summary>How fast it trained, and what it took besides: loading, and asking the questions. Known when it has finished.</summary>
    public RunSpeed? Speed { get; init; }

    /// <summary>How often it was begun without getting beyond <see cref="AttemptStep"/>.</summary>
    public int Attempts { get; init; }

    public int AttemptStep { get; init; }

    public RunScores? Before { get; init; }

    public RunScores? After { get; init; }

    [JsonIgnore]
    public bool IsActive => State is RunState.Waiting or RunState.Running;
}
