using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Runs.Sharing;

/// <summary>
/// How a tuned model comes to the team: a gate that reads the run's facts, its owner's wish, and somebody's approval. An admin shares at once,
/// so that one person on one machine feels nothing of it. Each step stands in the audit log and in the run's own.
/// </summary>
internal sealed class SharingDesk(RunBook book, RunDesk runs, RunApprovers approvers, RunFeed feed, AuditLog audit, TimeProvider clock)
{
    public const int LongestText = 500;

    /// <summary>Runs of others that wait for this person's approval, the longest waiting first.</summary>
    public IReadOnlyList<RunCard> Waiting(CurrentAccount me) =>
        [.. book.All().Where(run => run.Sharing is { Stage: SharingStage.Asked } && run.OwnerId != me.Id && approvers.May(run, me)).OrderBy(run => run.Sharing!.At)];

    public ShareGate GateOf(RunCard card) => ShareGate.Of(card, approvers.Revoked(card));

    public bool MayApprove(RunCard card, CurrentAccount me) => approvers.May(card, me);

    /// <summary>Asks to have a run shared; an admin's is shared at once. Null where it was done, else why not.</summary>
    public async Task<Sentence?> AskAsync(RunId id, CurrentAccount me, string? note = null)
    {
        if (runs.Find(id, me) is not { } card || !RunDesk.MayChange(card, me))
        {
            return new Sentence("This run does not exist any more.");
        }

        if (me.IsAdmin)
        {
            return await ApproveAsync(id, me);
        }

        if (card.IsActive || runs.AdapterOf(id) is null)
        {
            return new Sentence("There is nothing to share yet. Wait until the run has ended.");
        }

        if (!GateOf(card).Passes)
        {
            return new Sentence("It does not pass the checks yet. Beside each stands what helps.");
        }

        var sharing = new RunSharing(SharingStage.Asked, clock.GetUtcNow(), me.Id) { Note = Clean(note) };
        return await PutAsync(id, me, run => run.IsActive || run.IsShared ? run : run with { Sharing = sharing }, "run.share-ask", RunEventKind.ShareAsked);
    }

    /// <summary>Shares a run with the team.</summary>
    public async Task<Sentence?> ApproveAsync(RunId id, CurrentAccount me)
    {
        if (runs.Find(id, me) is not { } card || !approvers.May(card, me))
        {
            return NotYours;
        }

        if (card.Sharing is not { Stage: SharingStage.Asked } && !me.IsAdmin)
        {
            return new Sentence("Its owner has taken the wish back meanwhile.");
        }

        // What was asked for passed then; a release that it learned from may have been withdrawn since.
        if (card.Sharing is { Stage: SharingStage.Asked } && !GateOf(card).Passes)
        {
            return new Sentence("It does not pass the checks any more. Send it back with what helps, as it stands beside each.");
        }

        var sharing = new RunSharing(SharingStage.Approved, clock.GetUtcNow(), me.Id) { Note = card.Sharing?.Note };
        return await PutAsync(
            id, me, run => run.Sharing == card.Sharing && (me.IsAdmin || !run.IsActive) ? run with { Sharing = sharing, IsShared = true } : run, "run.share", RunEventKind.Shared, "on");
    }

    /// <summary>Sends a wish back, with a reason and what would make it pass.</summary>
    public async Task<Sentence?> SendBackAsync(RunId id, CurrentAccount me, string reason, string nextStep)
    {
        if (runs.Find(id, me) is not { } card || !approvers.May(card, me))
        {
            return NotYours;
        }

        if (Clean(reason) is not { } why || Clean(nextStep) is not { } next)
        {
            return new Sentence("Say why, and what would make it pass: its owner reads both.");
        }

        if (card.Sharing is not { Stage: SharingStage.Asked } asked)
        {
            return new Sentence("Its owner has taken the wish back meanwhile.");
        }

        var sharing = new RunSharing(SharingStage.SentBack, clock.GetUtcNow(), me.Id) { Note = asked.Note, Reason = why, NextStep = next };
        return await PutAsync(id, me, run => run.Sharing == asked ? run with { Sharing = sharing } : run, "run.share-back", RunEventKind.SentBack);
    }

    /// <summary>Its owner takes a run back from the team, or the wish to share it.</summary>
    public async Task<Sentence?> WithdrawAsync(RunId id, CurrentAccount me) =>
        runs.Find(id, me) is not { } card || !RunDesk.MayChange(card, me)
            ? new Sentence("This run does not exist any more.")
            : await PutAsync(id, me, run => run with { Sharing = null, IsShared = false }, "run.unshare", RunEventKind.Shared, "off");

    private static Sentence NotYours => new("An admin decides of it, or a curator of a Datanet that it learned from.");

    private async Task<Sentence?> PutAsync(RunId id, CurrentAccount me, Func<RunCard, RunCard> change, string action, RunEventKind kind, string? detail = null)
    {
        var (now, changed) = (clock.GetUtcNow(), false);
        await book.UpdateAsync(
            id,
            run => change(run) is var after && after != run ? after with { TouchedAt = now } : run,
            context =>
            {
                audit.Write(context, me.Id, action, id.Value);
                changed = true;
            });
        if (!changed)
        {
            return new Sentence("Somebody was faster: look at how it stands now.");
        }

        book.Note(id, kind, me.Id, detail: detail);
        feed.Tell(id);
        return null;
    }

    private static string? Clean(string? text)
    {
        var clean = new string([.. (text ?? string.Empty).Where(letter => !char.IsControl(letter) || letter == '\n')]).Trim();
        return clean.Length == 0 ? null : clean.Length > LongestText ? clean[..LongestText].TrimEnd() : clean;
    }
}
