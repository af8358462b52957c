using System.Text.Json.Serialization;
using OpenLedger.Studio.Features.Runs.Sharing;
using OpenLedger.Training.Runs;
using OpenLedger.Training.Verdicts;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>Where a run stands.</summary>
public enum RunState
{
    /// <summary>In the queue; also what a run is after the studio was stopped while it trained: it goes on by itself.</summary>
    Waiting,

    /// <summary>Trains now, or did when the studio ended without warning.</summary>
    Running,

    /// <summary>Set aside by a person, to go on later.</summary>
    Paused,

    /// <summary>Ended by a person before its last step; what it learned is kept.</summary>
    Stopped,

    /// <summary>Ended by a problem, which <see cref="RunCard.Problem"/> tells.</summary>
    Failed,

    /// <summary>Trained to its end.</summary>
    Finished,
}

/// <summary>What ended a run; decides which way out is offered.</summary>
public enum RunFailure
{
    None,
    OutOfMemory,
    DiskFull,
    ModelGone,
    DataGone,
    Diverged,
    CheckpointDamaged,
    FolderGone,
    EndedWithoutWarning,
    Other,
}

/// <summary>How fast a model was trained on this computer.</summary>
public sealed record RunSpeed(double TokensPerSecond, double SecondsBesides);

/// <summary>What was said before the start, to be held against what came.</summary>
public sealed record RunPrediction(long? MemoryBytes, double? Seconds, long? DiskBytes);

/// <summary>Where a trial of a search rests until the search decides whether it goes on.</summary>
/// <param name="Share">At the first measurement after this share of its steps.</param>
/// <param name="Seconds">Or when it has been trained for so long in all.</param>
public sealed record RunHalt(double Share, double? Seconds)
{
    /// <summary>Whether it rests there, and not because somebody paused it.</summary>
    public bool IsReached { get; init; }

    /// <summary>The earliest step of so many at which it rests.</summary>
    public int StepOf(int total) => (int)Math.Floor((Share * total) + Rounding);

    private const double Rounding = 1e-9;
}

/// <summary>What the studio itself remembers about a run; all else lies in the run's folder and is the trainer's.</summary>
public sealed record RunCard
{
    public required string Id { get; init; }

    /// <summary>The account that it belongs to; empty where nobody does: then it is the admins'.</summary>
    public string OwnerId { get; init; } = string.Empty;

    public required string Title { get; init; }

    public required string Model { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required RunState State { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>The place in the queue: the lowest trains first.</summary>
    public double Order { get; init; }

    /// <summary>Whether the whole team may look at it and chat with it.</summary>
    public bool IsShared { get; init; }

    /// <summary>What was said about sharing it; null where nobody asked.</summary>
    public RunSharing? Sharing { get; init; }

    /// <summary>Since when it lies in the archive: not in the list, and not lost.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>When somebody did something with it, beside training it.</summary>
    public DateTimeOffset? TouchedAt { get; init; }

    /// <summary>The search that it is a trial of.</summary>
    public string? TuningId { get; init; }

    /// <summary>Which trial of that search.</summary>
    public int? Trial { get; init; }

    /// <summary>Where it rests next; null: it trains to its end.</summary>
    public RunHalt? Halt { get; init; }

    /// <summary>The search that found it, which it belongs to no more.</summary>
    public string? FoundBy { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>How many examples it learns from; for display.</summary>
    public int Examples { get; init; }

    /// <summary>The run whose adapter it goes on from.</summary>
    public string? FurtherOf { get; init; }

    public RunPrediction? Prediction { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public RunFailure Failure { get; init; }

    /// <summary>What ended it, in English, perhaps with places for <see cref="ProblemParts"/>.</summary>
    public string? Problem { get; init; }

    public IReadOnlyList<string> ProblemParts { get; init; } = [];

    /// <summary>What a person who asks for help should send along; folded on the page.</summary>
    public string? ProblemDetail { get; init; }

    public int Step { get; init; }

    public int TotalSteps { get; init; }

    /// <summary>Seconds of training so far, over all attempts.</summary>
    public double Seconds { get; init; }

    /// <summary>The most that it held in memory.</summary>
    public long? PeakMemory { get; init; }

    /// <summary>How fast it trained, and what it took besides: loading, and asking the questions. Known when it has finished.</summary>
    public RunSpeed? Speed { get; init; }

    /// <summary>How often it was begun without getting beyond <see cref="AttemptStep"/>.</summary>
    public int Attempts { get; init; }

    public int AttemptStep { get; init; }

    public RunScores? Before { get; init; }

    public RunScores? After { get; init; }

    public double? BestHeldOutLoss { get; init; }

    /// <summary>What it came to, judged at its end.</summary>
    public RunJudgement? Judgement { get; init; }

    /// <summary>When anything happened to it last.</summary>
    [JsonIgnore]
    public DateTimeOffset LastTouched => new[] { CreatedAt, QueuedAt, EndedAt ?? CreatedAt, TouchedAt ?? CreatedAt }.Max();

    [JsonIgnore]
    public bool IsActive => State is RunState.Waiting or RunState.Running;

    /// <summary>Whether it can be taken up where it was left.</summary>
    [JsonIgnore]
    public bool CanGoOn => State is RunState.Paused or RunState.Stopped or RunState.Failed && Failure is not RunFailure.FolderGone;
}
