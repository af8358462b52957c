using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Gates;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Datanets.Review;

/// <summary>An entry on a reviewer's desk.</summary>
/// <param name="Entry">The entry as it stands.</param>
/// <param name="Before">What it said in the revision before; null for a first one.</param>
/// <param name="Findings">What the gates see in it.</param>
/// <param name="Votes">What others said; empty for a reviewer, who says first what they think, and full for a curator.</param>
/// <param name="Appeal">Why its author asks to look again; null where they do not.</param>
internal sealed record ReviewItem(EntryView Entry, EntryContent? Before, IReadOnlyList<Finding> Findings, IReadOnlyList<ReviewVote> Votes, string? Appeal)
{
    /// <summary>The known item that it is, behind an id of its own; null for an entry that waits.</summary>
    public string? KnownId { get; init; }

    /// <summary>What its author wrote to the reviewers, the note first.</summary>
    public IReadOnlyList<string> Said { get; init; } = [];

    /// <summary>Who questioned it or passed it on, and why, for a curator; null for an appeal, and where nobody did.</summary>
    public EntryEvent? Raised { get; init; }

    /// <summary>Whether it was accepted and is questioned now: it stays, or is taken out.</summary>
    public bool IsQuestioned => Entry.State == EntryState.Challenged;

    /// <summary>The id that the page shows.</summary>
    public string Id => Entry.Row.Id;

    /// <summary>The id by which the desk knows it.</summary>
    public string Key => KnownId ?? Id;
}

/// <summary>A place in the text of an entry that a reviewer has marked.</summary>
/// <param name="Field">The field.</param>
/// <param name="Start">Where it begins in the field's text.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Text">What stands there.</param>
public sealed record ReviewMark(string Field, int Start, int End, string Text)
{
    /// <summary>The mark of a place; null where the entry has no such place.</summary>
    public static ReviewMark? Of(EntryContent content, string? field, int start, int end) =>
        content.Parts.FirstOrDefault(part => part.Field == field)?.Text is { } text && start >= 0 && end > start && end <= text.Length ? new ReviewMark(field!, start, end, text[start..end]) : null;
}

/// <summary>What comes next: an entry, nothing, or why there is none for whoever asks.</summary>
internal sealed record ReviewTurn(ReviewItem? Item, Sentence? Problem = null, Sentence? NextStep = null)
{
    public static ReviewTurn Nothing { get; } = new((ReviewItem?)null);
}

/// <summary>How many entries wait for reviewers, and for curators.</summary>
internal sealed record ReviewCounts(int Waiting, int Escalated);

/// <summary>What a reviewer says of an entry.</summary>
/// <param name="Key">Chosen once for this vote: sent twice, it counts once.</param>
/// <param name="EntryId">The entry.</param>
/// <param name="Verdict">What they say.</param>
/// <param name="Reasons">Why.</param>
/// <param name="Decides">Whether a curator decides with it.</param>
internal sealed record Ballot(string Key, string EntryId, Verdict Verdict, IReadOnlyList<ReasonGiven> Reasons, bool Decides = false)
{
    /// <summary>The entry as they would word it, beside <em>needs changes</em>; null where they suggest nothing.</summary>
    public EntryContent? Suggestion { get; init; }

    /// <summary>Whether a curator settles with it that an accepted entry was questioned.</summary>
    public bool Settles { get; init; }

    /// <summary>How long they looked at it; null where nobody measured.</summary>
    public TimeSpan? Taken { get; init; }
}
