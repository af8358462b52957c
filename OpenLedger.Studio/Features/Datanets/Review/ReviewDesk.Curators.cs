using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Features.Datanets.Review;

/// <summary>What waits for curators, how it comes to them, and what they settle.</summary>
internal sealed partial class ReviewDesk
{
    /// <summary>States in which an entry waits for a curator: passed to them, appealed, or questioned after it was accepted.</summary>
    private static readonly string[] ForCurators = [nameof(EntryState.Escalated), nameof(EntryState.Challenged)];

    /// <summary>The entry that has waited longest for a curator, appeals and questioned ones among them.</summary>
    public async Task<ReviewTurn> NextEscalatedAsync(CurrentAccount me, string datanetId, IReadOnlyCollection<string> without)
    {
        if (datanets.Find(me, datanetId) is not { Curates: true } datanet)
        {
            return NotForYou;
        }

        string? next;
        using (var context = contexts.CreateDbContext())
        {
            var who = me.Id;
            next = context.Entries.AsNoTracking()
                .Where(entry => entry.DatanetId == datanetId && ForCurators.Contains(entry.State) && entry.DeletedAt == null && entry.AuthorId != who && !without.Contains(entry.Id))
                .OrderBy(entry => entry.UpdatedAt).ThenBy(entry => entry.Id).Select(entry => entry.Id).FirstOrDefault();
        }

        return next is null ? ReviewTurn.Nothing : await TurnAsync(me, datanet, next, isCurators: true);
    }

    /// <summary>Leaves an entry that a reviewer holds to the curators, with what they should look at.</summary>
    public Task<EntryAnswer> EscalateAsync(CurrentAccount me, string entryId, string note) =>
        entries.ApplyAsync(me, entryId, new EntryCommand(CommandKind.Escalate) { Note = note });

    /// <summary>A questioned entry stays accepted, or is taken out.</summary>
    private Task<EntryAnswer> SettleAsync(CurrentAccount me, Ballot ballot) =>
        entries.ApplyAsync(me, ballot.EntryId, ballot.Verdict == Verdict.Accept ? new EntryCommand(CommandKind.Uphold) : EntryCommand.Tombstone(consentWithdrawn: false, ballot.Reasons));

    /// <summary>What brought an entry to the curators: the appeal, the question, or what a reviewer wrote, votes that did not agree, or that its time was up.</summary>
    private static EntryEvent? Raised(StudioContext context, EntryView view) => context.EntryEvents.AsNoTracking()
        .Where(happened => happened.EntryId == view.Row.Id).OrderByDescending(happened => happened.Sequence).Select(happened => happened.Content).AsEnumerable()
        .Select(EventJson.TryRead).OfType<EntryEvent>().FirstOrDefault(happened => happened.To is EntryState.Escalated or EntryState.Challenged);
}
