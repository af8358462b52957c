using Microsoft.Extensions.Localization;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Gates;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Datanets;

/// <summary>What things of this feature are called on pages, in the reader's language.</summary>
internal static class DatanetWords
{
    public static string Kind(IStringLocalizer T, EntryKind kind) => kind switch
    {
        EntryKind.PromptResponse => T["Questions and answers"],
        EntryKind.Conversation => T["Conversations"],
        EntryKind.Preference => T["A better and a worse answer"],
        _ => T["Passages of documents"],
    };

    public static string Visibility(IStringLocalizer T, DatanetVisibility visibility) => visibility switch
    {
        DatanetVisibility.Public => T["Public"],
        DatanetVisibility.Unlisted => T["Unlisted"],
        _ => T["Invited people"],
    };

    public static string Role(IStringLocalizer T, DatanetRole role) => role switch
    {
        DatanetRole.Owner => T["Owner"],
        DatanetRole.Curator => T["Curator"],
        DatanetRole.Reviewer => T["Reviewer"],
        DatanetRole.Contributor => T["Contributor"],
        DatanetRole.Reader => T["Reader"],
        _ => T["Guest"],
    };

    public static string Preset(IStringLocalizer T, PolicyPreset preset) => preset switch
    {
        PolicyPreset.JustMe => T["Just me"],
        PolicyPreset.SmallTeam => T["Small team"],
        _ => T["Open crowd"],
    };

    public static string PresetHelp(IStringLocalizer T, PolicyPreset preset) => preset switch
    {
        PolicyPreset.JustMe => T["Your own entries are accepted at once; the checks advise. Whoever joins later is reviewed."],
        PolicyPreset.SmallTeam => T["One review decides, and everybody may bring plenty. For people who know each other."],
        _ => T["Two reviews at least, a few entries a day for newcomers, more with each that is accepted. For strangers."],
    };

    public static string State(IStringLocalizer T, EntryState state) => StateName(state).In(T);

    public static Sentence StateName(EntryState state) => state switch
    {
        EntryState.Draft => new Sentence("Draft"),
        EntryState.Gated => new Sentence("Being checked"),
        EntryState.Waitlisted => new Sentence("On the waiting list"),
        EntryState.Queued => new Sentence("Waits for review"),
        EntryState.InReview => new Sentence("In review"),
        EntryState.Escalated => new Sentence("A curator decides"),
        EntryState.Accepted => new Sentence("Accepted"),
        EntryState.Released => new Sentence("Released"),
        EntryState.NeedsChanges => new Sentence("Needs changes"),
        EntryState.Declined => new Sentence("Declined"),
        EntryState.Abuse => new Sentence("Abuse"),
        EntryState.Challenged => new Sentence("Looked at again"),
        EntryState.Tombstoned => new Sentence("Taken out"),
        _ => new Sentence("Taken back"),
    };

    public static string StatePill(EntryState state) => state switch
    {
        EntryState.Accepted or EntryState.Released => "good",
        EntryState.NeedsChanges or EntryState.Challenged => "warn",
        EntryState.Declined or EntryState.Abuse or EntryState.Tombstoned => "bad",
        EntryState.Draft or EntryState.Withdrawn => "",
        _ => "acc",
    };

    /// <summary>What comes next for an entry, said to its author.</summary>
    public static string Next(IStringLocalizer T, EntryState state) => state switch
    {
        EntryState.Draft => T["Nobody else sees it. Hand it in when it is ready."],
        EntryState.Waitlisted => T["More has come in than can be read at present. It keeps its place and is let in by itself; you need to do nothing."],
        EntryState.Gated or EntryState.Queued => T["Reviewers look at it next; you need to do nothing."],
        EntryState.InReview => T["Somebody reads it at this moment."],
        EntryState.Escalated => T["A curator looks at it; you need to do nothing."],
        EntryState.Accepted => T["It comes into the next release."],
        EntryState.Released => T["It is part of a release; models can learn from it."],
        EntryState.NeedsChanges => T["Change what the reasons name, and hand it in again: it costs nothing."],
        EntryState.Declined => T["It has no place here. If you see it otherwise, ask a curator to look again."],
        EntryState.Abuse => T["It was found to be in bad faith. If that is a mistake, ask a curator to look again."],
        EntryState.Challenged => T["Somebody questioned it; a curator looks again."],
        EntryState.Tombstoned => T["It comes into no further release."],
        _ => T["You took it back."],
    };

    /// <summary>How an entry waits on the list, said to its author.</summary>
    public static string Wait(IStringLocalizer T, EntryWait wait) => wait.Wait switch
    {
        null => T["Place {0} on the waiting list. How long it takes can be said once reviewers have decided something here.", Controls.NumberText.Whole(wait.Place)],
        { TotalDays: < 1 } => T["Place {0} on the waiting list, probably decided within a day.", Controls.NumberText.Whole(wait.Place)],
        { TotalDays: var days } => T["Place {0} on the waiting list, probably decided in {1} days.", Controls.NumberText.Whole(wait.Place), Controls.NumberText.Whole((long)Math.Ceiling(days))],
    };

    public static string Command(IStringLocalizer T, CommandKind command) => command switch
    {
        CommandKind.Submit => T["handed in"],
        CommandKind.PassGates => T["passed the checks"],
        CommandKind.BlockByGates => T["handed back by the checks"],
        CommandKind.Admit => T["left the waiting list"],
        CommandKind.Claim => T["taken for review"],
        CommandKind.ReturnClaim or CommandKind.ExpireLease => T["back in the queue"],
        CommandKind.Vote => T["reviewed"],
        CommandKind.Escalate or CommandKind.EscalateOverdue => T["passed to a curator"],
        CommandKind.Decide => T["decided by a curator"],
        CommandKind.Expire => T["became a draft again, as the time for a revision was over"],
        CommandKind.Supersede => T["an improvement took its place"],
        CommandKind.Lapse => T["stays accepted, as nobody took the question up"],
        CommandKind.Revise => T["changed and handed in again"],
        CommandKind.Appeal => T["asked to look again"],
        CommandKind.Challenge => T["questioned"],
        CommandKind.Uphold => T["stays accepted"],
        CommandKind.Tombstone => T["was taken out"],
        CommandKind.Release => T["came into a release"],
        CommandKind.Withdraw => T["was taken back"],
        _ => command.ToString(),
    };

    public static string Severity(IStringLocalizer T, Severity severity) => severity switch
    {
        OpenLedger.Datanets.Gates.Severity.Block => T["to be changed"],
        OpenLedger.Datanets.Gates.Severity.Flag => T["look here"],
        _ => T["good to know"],
    };

    public static string SeverityPill(Severity severity) => severity switch
    {
        OpenLedger.Datanets.Gates.Severity.Block => "bad",
        OpenLedger.Datanets.Gates.Severity.Flag => "warn",
        _ => "",
    };

    public static string Fix(IStringLocalizer T, FindingFix fix) => fix switch
    {
        FindingFix.Redact => T["Put placeholders there"],
        FindingFix.RemoveTemplateSigns => T["Take the signs out"],
        _ => T["Take the characters out"],
    };

    public static string Field(IStringLocalizer T, PartRole role) => role switch
    {
        PartRole.System => T["What is said before"],
        PartRole.Prompt => T["Question or task"],
        PartRole.Response => T["Answer"],
        PartRole.Rejected => T["Worse answer"],
        PartRole.Title => T["Heading"],
        _ => T["Text"],
    };

    public static string Entries(IStringLocalizer T, int count) => count == 1 ? T["1 entry"] : T["{0} entries", Controls.NumberText.Whole(count)];

    public static string Questions(IStringLocalizer T, int count) => count == 1 ? T["1 question"] : T["{0} questions", Controls.NumberText.Whole(count)];

    /// <summary>How a text begins.</summary>
    public static string Short(string text, int most) => text.Length <= most ? text : text[..most] + "…";
}
