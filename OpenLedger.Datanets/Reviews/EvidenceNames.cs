namespace OpenLedger.Datanets.Reviews;

/// <summary>The names under which an event keeps what else was known.</summary>
public static class EvidenceNames
{
    /// <summary>The hash of the text that was handed in.</summary>
    public const string Content = "content";

    /// <summary>The rules of the gates that found something.</summary>
    public const string Findings = "findings";

    /// <summary>Own words.</summary>
    public const string Note = "note";

    /// <summary>The score S of the votes.</summary>
    public const string Score = "score";

    /// <summary>How many votes counted.</summary>
    public const string Votes = "votes";

    /// <summary>The verdict of a vote or decision.</summary>
    public const string Verdict = "verdict";

    /// <summary>What a decided appeal was against.</summary>
    public const string AppealOf = "appealOf";

    /// <summary>The release that it came into.</summary>
    public const string Release = "release";

    /// <summary>The hash of the edited text that a reviewer suggests together with <em>needs changes</em>.</summary>
    public const string Suggestion = "suggestion";

    /// <summary>Whose suggested edit was taken over.</summary>
    public const string SuggestedBy = "suggestedBy";

    /// <summary>Why it was taken out or accepted without review.</summary>
    public const string Cause = "cause";

    /// <summary>The value of <see cref="Cause"/> for quality.</summary>
    public const string CauseQuality = "quality";

    /// <summary>The value of <see cref="Cause"/> for consent taken back.</summary>
    public const string CauseConsent = "consent";

    /// <summary>The value of <see cref="Cause"/> for the owner's own entry.</summary>
    public const string CauseOwn = "own entry";

    /// <summary>The entry that took its place.</summary>
    public const string ImprovedBy = "improvedBy";

    /// <summary>The value of <see cref="Cause"/> where an improvement took its place; it counts against nobody.</summary>
    public const string CauseImproved = "improved";

    /// <summary>The value of <see cref="Cause"/> where no curator took a challenge up.</summary>
    public const string CauseLapsed = "nobody took it up";

    /// <summary>That an entry of a trusted author was drawn for the reviews of everyone else.</summary>
    public const string SpotCheck = "spotCheck";

    /// <summary>The value of what is so or not named at all.</summary>
    public const string Yes = "yes";

    /// <summary>The value of <see cref="Cause"/> where nobody else may review.</summary>
    public const string CauseOnlyReviewer = "only reviewer";

    /// <summary>The value of <see cref="Cause"/> where no other curator was there.</summary>
    public const string CauseOnlyCurator = "only curator";
}
