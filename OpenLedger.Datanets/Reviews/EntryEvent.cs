namespace OpenLedger.Datanets.Reviews;

/// <summary>One transition of one entry: what is written into the Datanet's chain.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="Revision">Its revision after the transition.</param>
/// <param name="ActorId">Who gave the command.</param>
/// <param name="At">When.</param>
/// <param name="Command">What was done.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state after.</param>
/// <param name="PolicyVersion">The policy's version under which it was done.</param>
/// <param name="Reasons">Why; at least one for each handed back, declined or abusive entry.</param>
/// <param name="Evidence">What else was known, by name: the hash of the text, the score of the votes, the findings of the gates.</param>
public sealed record EntryEvent(
    string EntryId,
    int Revision,
    string ActorId,
    DateTimeOffset At,
    CommandKind Command,
    EntryState From,
    EntryState To,
    int PolicyVersion,
    IReadOnlyList<ReasonGiven> Reasons,
    IReadOnlyDictionary<string, string> Evidence);
