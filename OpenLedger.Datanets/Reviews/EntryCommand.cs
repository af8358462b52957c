namespace OpenLedger.Datanets.Reviews;

/// <summary>What can be done with an entry.</summary>
public enum CommandKind
{
    /// <summary>The author hands a draft in.</summary>
    Submit,

    /// <summary>The gates let it pass.</summary>
    PassGates,

    /// <summary>A gate hands it back to the draft, with its findings.</summary>
    BlockByGates,

    /// <summary>The queue has room: from the waiting list into the queue.</summary>
    Admit,

    /// <summary>A reviewer takes it.</summary>
    Claim,

    /// <summary>The reviewer works on: the lease is renewed.</summary>
    Heartbeat,

    /// <summary>The reviewer gives it back without a vote.</summary>
    ReturnClaim,

    /// <summary>The lease has run out.</summary>
    ExpireLease,

    /// <summary>A reviewer says what they think of it.</summary>
    Vote,

    /// <summary>A reviewer or curator asks for a curator's decision.</summary>
    Escalate,

    /// <summary>It waited too long: a curator has to decide.</summary>
    EscalateOverdue,

    /// <summary>A curator decides.</summary>
    Decide,

    /// <summary>The days for a revision are over: it is the author's draft again, with nothing held against them.</summary>
    Expire,

    /// <summary>The author hands in a revision.</summary>
    Revise,

    /// <summary>The author asks a curator to look again.</summary>
    Appeal,

    /// <summary>Someone questions an accepted entry.</summary>
    Challenge,

    /// <summary>A curator settles a challenge: it stays accepted.</summary>
    Uphold,

    /// <summary>A curator settles a challenge: it is taken out.</summary>
    Tombstone,

    /// <summary>An improvement of it was accepted and takes its place.</summary>
    Supersede,

    /// <summary>No curator took a challenge up in time: what was accepted stays accepted.</summary>
    Lapse,

    /// <summary>It becomes part of a release.</summary>
    Release,

    /// <summary>The author takes it back.</summary>
    Withdraw,
}

/// <summary>A wish about an entry; <see cref="Lifecycle.Apply"/> grants or refuses it.</summary>
/// <param name="Kind">What is to be done.</param>
public sealed record EntryCommand(CommandKind Kind)
{
    /// <summary>The hash of the text, where one is handed in; of the edit, where <em>needs changes</em> suggests one.</summary>
    public string? ContentHash { get; init; }

    /// <summary>The verdict of a vote or decision.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>The reasons of a verdict, a challenge or a tombstone.</summary>
    public IReadOnlyList<ReasonGiven> Reasons { get; init; } = [];

    /// <summary>Own words: why an appeal, an escalation or a withdrawal.</summary>
    public string? Note { get; init; }

    /// <summary>The rules that a gate found broken, where gates speak.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>True where the queue has room for an entry that passes the gates.</summary>
    public bool HasRoom { get; init; } = true;

    /// <summary>The release, where it comes into one.</summary>
    public string? ReleaseId { get; init; }

    /// <summary>The reviewer whose suggested edit a revision takes over; null where it is the author's own.</summary>
    public string? SuggestedBy { get; init; }

    /// <summary>The accepted entry that takes its place.</summary>
    public string? ImprovedBy { get; init; }

    /// <summary>True where an entry is taken out because consent was taken back, not for its quality.</summary>
    public bool ConsentWithdrawn { get; init; }

    /// <summary>Hands a draft in.</summary>
    public static EntryCommand Submit(string contentHash) => new(CommandKind.Submit) { ContentHash = contentHash };

    /// <summary>The gates let it pass.</summary>
    public static EntryCommand PassGates(bool hasRoom = true, IReadOnlyList<string>? flags = null) => new(CommandKind.PassGates) { HasRoom = hasRoom, Findings = flags ?? [] };

    /// <summary>A gate hands it back.</summary>
    public static EntryCommand BlockByGates(IReadOnlyList<string> findings) => new(CommandKind.BlockByGates) { Findings = findings };

    /// <summary>A vote.</summary>
    public static EntryCommand Vote(Verdict verdict, params IReadOnlyList<ReasonGiven> reasons) => new(CommandKind.Vote) { Verdict = verdict, Reasons = reasons };

    /// <summary>A curator's decision.</summary>
    public static EntryCommand Decide(Verdict verdict, params IReadOnlyList<ReasonGiven> reasons) => new(CommandKind.Decide) { Verdict = verdict, Reasons = reasons };

    /// <summary>A revision, perhaps a reviewer's suggested edit.</summary>
    public static EntryCommand Revise(string contentHash, string? suggestedBy = null) => new(CommandKind.Revise) { ContentHash = contentHash, SuggestedBy = suggestedBy };

    /// <summary>An appeal in the author's own words.</summary>
    public static EntryCommand Appeal(string note) => new(CommandKind.Appeal) { Note = note };

    /// <summary>A challenge of an accepted entry.</summary>
    public static EntryCommand Challenge(params IReadOnlyList<ReasonGiven> reasons) => new(CommandKind.Challenge) { Reasons = reasons };

    /// <summary>Takes a challenged entry out.</summary>
    public static EntryCommand Tombstone(bool consentWithdrawn, params IReadOnlyList<ReasonGiven> reasons) => new(CommandKind.Tombstone) { ConsentWithdrawn = consentWithdrawn, Reasons = reasons };

    /// <summary>An improvement takes its place.</summary>
    public static EntryCommand Supersede(string improvedBy) => new(CommandKind.Supersede) { ImprovedBy = improvedBy };

    /// <summary>Comes into a release.</summary>
    public static EntryCommand Release(string releaseId) => new(CommandKind.Release) { ReleaseId = releaseId };
}
