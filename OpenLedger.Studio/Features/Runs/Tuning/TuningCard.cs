using System.Text.Json.Serialization;
using OpenLedger.Training.Tuning;

namespace OpenLedger.Studio.Features.Runs.Tuning;

/// <summary>Where a search stands.</summary>
public enum TuningState
{
    /// <summary>One of its trials trains or waits.</summary>
    Running,

    /// <summary>Set aside by a person.</summary>
    Paused,

    /// <summary>Stopped before anything was measured.</summary>
    Stopped,

    /// <summary>None of its trials came to a measurement.</summary>
    Failed,

    /// <summary>Its best run is kept.</summary>
    Finished,
}

/// <summary>A search for the best settings, as it is kept. Its trials are runs.</summary>
public sealed record TuningCard
{
    public required string Id { get; init; }

    public required string OwnerId { get; init; }

    public required string Title { get; init; }

    /// <summary>The id of the base model.</summary>
    public required string Model { get; init; }

    public required TuningState State { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }

    public int Examples { get; init; }

    /// <summary>Seconds of training that the person gave.</summary>
    public double Budget { get; init; }

    /// <summary>Seconds of it that are kept for the questions before and after, which only the best is asked.</summary>
    public double AskSeconds { get; init; }

    public double StartSeconds { get; init; }

    public IReadOnlyList<HalvingTrial> Trials { get; init; } = [];

    /// <summary>What is being done; written down before it is begun.</summary>
    public HalvingTraining? Current { get; init; }

    /// <summary>The trial that has won, while it is asked the questions.</summary>
    public int? Ending { get; init; }

    public bool IsAsked { get; init; }

    /// <summary>Whether a person wants it to end with the best so far.</summary>
    public bool IsStopAsked { get; init; }

    public string? EvalQuestions { get; init; }

    public string? KeptQuestions { get; init; }

    /// <summary>The run that is kept.</summary>
    public string? BestRun { get; init; }

    /// <summary>By how much the measurements of the best trial wobble; known at the end.</summary>
    public double? Noise { get; init; }

    /// <summary>What ended it, in English.</summary>
    public string? Problem { get; init; }

    [JsonIgnore]
    public HalvingSearch Search => new(Budget - AskSeconds, StartSeconds, Trials);

    [JsonIgnore]
    public bool IsActive => State is TuningState.Running or TuningState.Paused;
}
