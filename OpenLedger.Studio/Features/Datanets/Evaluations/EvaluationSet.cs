namespace OpenLedger.Studio.Features.Datanets.Evaluations;

/// <summary>An evaluation set as the page lists it.</summary>
internal sealed record EvaluationSet(string Id, string Name, string? Origin, bool OnlyHeldOut, int Items, DateTimeOffset CreatedAt);

/// <summary>An accepted entry that holds a question.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="Text">How it begins.</param>
/// <param name="Set">The set of the question.</param>
/// <param name="Cover">The share of the question that stands in it.</param>
internal sealed record LeakingEntry(string EntryId, string Text, string Set, double Cover);

/// <summary>Accepted entries looked at again after the questions changed.</summary>
internal sealed class EvaluationCheck
{
    private volatile IReadOnlyList<LeakingEntry> _leaks = [];

    /// <summary>Entries looked at so far.</summary>
    public int Done { get; set; }

    public bool IsBusy { get; set; } = true;

    /// <summary>The work itself; it never fails.</summary>
    public Task Looking { get; set; } = Task.CompletedTask;

    /// <summary>The entries that should not be there, as far as they were found.</summary>
    public IReadOnlyList<LeakingEntry> Leaks => _leaks;

    public void Found(LeakingEntry leak) => _leaks = [.. _leaks, leak];

    public void TakenOut(string entryId) => _leaks = [.. _leaks.Where(leak => leak.EntryId != entryId)];
}
