namespace OpenLedger.Datanets.Reviews;

/// <summary>Why a command was not carried out, and what to do instead; both texts are English keys with placeholders.</summary>
/// <param name="Code">A short name for programs.</param>
/// <param name="Message">Why not.</param>
/// <param name="NextStep">What to do.</param>
/// <param name="Arguments">What stands in the placeholders of both.</param>
public sealed record Refusal(string Code, string Message, string NextStep, params IReadOnlyList<object> Arguments);

/// <summary>What came of a command: a new standing and its event, or a refusal that changes nothing.</summary>
/// <param name="Standing">The standing after; the one before where it was refused.</param>
/// <param name="Event">The one event; null where it was refused, and for a heartbeat, which is no transition.</param>
/// <param name="Refusal">Why not; null where it was carried out.</param>
public sealed record Transition(EntryStanding Standing, EntryEvent? Event, Refusal? Refusal)
{
    /// <summary>True where it was carried out.</summary>
    public bool IsDone => Refusal is null;
}
