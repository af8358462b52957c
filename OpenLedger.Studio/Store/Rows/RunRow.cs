namespace OpenLedger.Studio.Store.Rows;

/// <summary>A run; its files lie in <c>data/runs/{Id}</c>. The truth about every run.</summary>
public sealed class RunRow
{
    public required string Id { get; set; }

    public required string OwnerId { get; set; }

    public required string Title { get; set; }

    public required string ModelId { get; set; }

    public required string State { get; set; }

    /// <summary>The place in the queue: the lowest trains first.</summary>
    public double Order { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset QueuedAt { get; set; }

    /// <summary>The search that this run is a trial of.</summary>
    public string? TuningId { get; set; }

    /// <summary>Whether the whole team may look at it and chat with it.</summary>
    public bool IsShared { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>All else that the studio remembers, as JSON.</summary>
    public required string Card { get; set; }
}

/// <summary>A search for the best settings; its trials are runs.</summary>
public sealed class TuningRow
{
    public required string Id { get; set; }

    public required string OwnerId { get; set; }

    public required string State { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }

    public required string Card { get; set; }
}
