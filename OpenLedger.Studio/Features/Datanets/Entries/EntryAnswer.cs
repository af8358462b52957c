using OpenLedger.Datanets.Gates;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Datanets.Trust;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Datanets.Entries;

/// <summary>What came of a wish about an entry: where it stands now, or why not and what to do.</summary>
internal sealed record EntryAnswer(string? EntryId, EntryState? State, Sentence? Problem = null, Sentence? NextStep = null)
{
    /// <summary>What the gates saw.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Whether today's allowance is what stands in the way.</summary>
    public bool IsFull { get; init; }

    public bool IsDone => Problem is null;

    public static EntryAnswer NotThere => new(null, null, new Sentence("This entry does not exist, or it is not for you to see."), new Sentence("Load the page again."));

    public static EntryAnswer Of(Transition transition) => transition.Refusal is { } refusal
        ? new EntryAnswer(transition.Standing.EntryId, transition.Standing.State, new Sentence(refusal.Message, [.. refusal.Arguments.Select(Named)]), new Sentence(refusal.NextStep, [.. refusal.Arguments.Select(Named)]))
        : new EntryAnswer(transition.Standing.EntryId, transition.Standing.State);

    public static EntryAnswer Of(QuotaRefusal refusal) =>
        new(null, null, new Sentence(refusal.Message, [.. refusal.Arguments]), new Sentence(refusal.NextStep, [.. refusal.Arguments])) { IsFull = true };

    /// <summary>The rules name a state as programs do; people read what the pages call it.</summary>
    private static object Named(object argument) => argument is string name && Enum.TryParse<EntryState>(name, out var state) && Enum.IsDefined(state) ? DatanetWords.StateName(state) : argument;
}

/// <summary>What an author hands in.</summary>
/// <param name="Content">The entry.</param>
/// <param name="Category">Its category.</param>
/// <param name="Licence">Under which licence it is given.</param>
/// <param name="HasConsent">Whether the author said that it is theirs to give.</param>
public sealed record HandIn(OpenLedger.Datanets.Entries.EntryContent Content, string Category, string Licence, bool HasConsent)
{
    /// <summary>The longest note, in characters.</summary>
    public const int LongestNote = 1000;

    /// <summary>What its author says to the reviewers: why a finding is a mistake, what is different from another entry; null where they say nothing.</summary>
    public string? Note { get; init; }

    /// <summary>A draft of theirs, or an entry that came back; null for a new one.</summary>
    public string? EntryId { get; init; }

    /// <summary>The accepted entry that it improves, and whose place it takes when it is accepted; null for one of its own.</summary>
    public string? Improves { get; init; }

    /// <summary>The file and row that an import brought it from.</summary>
    public string? Origin { get; init; }

    /// <summary>The review whose suggested edit it takes over, as it is or changed further; null where it is the author's own.</summary>
    public string? Suggestion { get; init; }
}
