using System.Collections.Concurrent;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>
/// What the store refused to take about runs, because its disk is full, say: how they ended, which counts at once and is written as soon as
/// it can be, and those whose beginning could not be written, which get another turn.
/// </summary>
internal sealed class UnwrittenRuns
{
    private readonly ConcurrentDictionary<string, Func<RunCard, RunCard>> _ends = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<RunId, bool> _beginnings = new();

    /// <summary>Runs that have ended and stand in the store as training.</summary>
    public IReadOnlyList<KeyValuePair<string, Func<RunCard, RunCard>>> Ends => [.. _ends];

    /// <summary>Runs that had their turn and could not begin.</summary>
    public IReadOnlyList<RunId> Beginnings => [.. _beginnings.Keys];

    public void AddEnd(RunId id, Func<RunCard, RunCard> end) => _ends[id.Value] = end;

    public void AddBeginning(RunId id) => _beginnings[id] = true;

    /// <summary>What is to be written over this card; null where it stands in the store as it is.</summary>
    public Func<RunCard, RunCard>? EndOf(RunCard stored) => stored.State == RunState.Running ? _ends.GetValueOrDefault(stored.Id) : null;

    /// <summary>The run as it is, whatever the store knows of it.</summary>
    public RunCard Over(RunCard stored) => EndOf(stored) is { } end ? end(stored) : stored;

    /// <summary>This end is on the disk now, or there is no such run any more.</summary>
    public void Forget(string id, Func<RunCard, RunCard> end) => _ends.TryRemove(KeyValuePair.Create(id, end));

    public void Forget(RunId id) => _beginnings.TryRemove(id, out _);
}
