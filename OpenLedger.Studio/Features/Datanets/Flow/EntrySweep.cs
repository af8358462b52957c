using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Links;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Datanets.Flow;

/// <summary>What a sweep did.</summary>
/// <param name="Returned">Entries whose reviewer had not come back.</param>
/// <param name="Escalated">Entries that had waited too long and are with the curators now.</param>
/// <param name="Expired">Entries that were never revised and are their authors' drafts again.</param>
/// <param name="Lapsed">Challenges that no curator took up.</param>
/// <param name="Admitted">Entries that left the waiting list.</param>
internal sealed record SweepOutcome(int Returned, int Escalated, int Expired, int Lapsed, int Admitted)
{
    /// <summary>Members who have another tier.</summary>
    public int Moved { get; init; }

    public bool IsNothing => Returned + Escalated + Expired + Lapsed + Admitted + Moved == 0;
}

/// <summary>
/// Does what time alone decides. Each step is one transition through the desk: swept again, or cut off at any moment and begun anew, it does
/// what is left and nothing twice.
/// </summary>
internal sealed class EntrySweep(IDbContextFactory<StudioContext> contexts, WriteQueue queue, EntryDesk entries, TimeProvider clock)
{
    /// <summary>Of each kind and Datanet a sweep; the next one comes soon.</summary>
    private const int MostAtOnce = 500;

    private readonly TierSweep _tiers = new();

    /// <summary>Sweeps all Datanets.</summary>
    public async Task<SweepOutcome> SweepAsync(CancellationToken cancellation)
    {
        var returned = await ApplyAsync(CommandKind.ExpireLease, Read(context => OverdueLeases.Of(context, null, clock.GetUtcNow())), cancellation);
        var (escalated, expired, lapsed, admitted, moved) = (0, 0, 0, 0, 0);
        foreach (var datanet in Datanets())
        {
            var (now, rules) = (clock.GetUtcNow(), datanet.Card.Rules);
            escalated += await ApplyAsync(CommandKind.EscalateOverdue, Overdue(datanet.Id, now.AddDays(-rules.DecisionDays)), cancellation);
            expired += await ApplyAsync(CommandKind.Expire, Resting(datanet.Id, EntryState.NeedsChanges, now.AddDays(-rules.ReviseDays)), cancellation);
            lapsed += await ApplyAsync(CommandKind.Lapse, Resting(datanet.Id, EntryState.Challenged, now - Lifecycle.LongestChallenge), cancellation);
            await LinkAsync(datanet.Id, datanet.Card, now, cancellation);
            moved += await _tiers.SweepAsync(contexts, queue, datanet.Id, rules, now, cancellation);
            admitted += Read(context => WaitingLine.IsThere(context, datanet.Id)) ? await queue.WriteAsync(context => Intake.Admit(context, datanet.Id, now), cancellation) : 0;
        }

        return new SweepOutcome(returned, escalated, expired, lapsed, admitted) { Moved = moved };
    }

    /// <summary>Where a Datanet says so, accounts that were used from one network are linked, and no longer than they are.</summary>
    private async Task LinkAsync(string datanetId, DatanetCard card, DateTimeOffset now, CancellationToken cancellation)
    {
        if (card.LinksNetworks && Read(context => AccountClusters.Changes(context, datanetId, card, now)) is { Count: > 0 } changes)
        {
            await queue.WriteAsync(context => AccountClusters.Take(context, datanetId, changes), cancellation);
        }
    }

    private async Task<int> ApplyAsync(CommandKind kind, IReadOnlyList<string> some, CancellationToken cancellation)
    {
        var done = 0;
        foreach (var entry in some)
        {
            cancellation.ThrowIfCancellationRequested();

            // Somebody may have been faster: then the rules refuse, and nothing changes.
            done += (await entries.ApplyAsync(entry, new EntryCommand(kind))).IsDone ? 1 : 0;
        }

        return done;
    }

    /// <summary>Entries that wait for reviewers since before a moment. None is in the queue for longer than it was handed in: the index finds them.</summary>
    private List<string> Overdue(string datanetId, DateTimeOffset before)
    {
        var milliseconds = (double)before.ToUnixTimeMilliseconds();
        return Some(datanetId, EntryState.Queued, entry => entry.Order <= milliseconds && entry.QueuedAt <= before);
    }

    /// <summary>Entries that nobody has touched in their state since before a moment.</summary>
    private List<string> Resting(string datanetId, EntryState state, DateTimeOffset before) => Some(datanetId, state, entry => entry.UpdatedAt < before);

    private List<string> Some(string datanetId, EntryState state, Expression<Func<EntryRow, bool>> which)
    {
        var name = state.ToString();
        return Read(context => context.Entries.AsNoTracking().Where(entry => entry.DatanetId == datanetId && entry.State == name && entry.DeletedAt == null)
            .Where(which).OrderBy(entry => entry.Order).Select(entry => entry.Id).Take(MostAtOnce).ToList());
    }

    private List<(string Id, DatanetCard Card)> Datanets() => Read(context => context.Datanets.AsNoTracking().Where(row => row.DeletedAt == null).Select(row => new { row.Id, row.Card }).AsEnumerable()
        .Select(row => (row.Id, DatanetCard.Read(row.Card))).ToList());

    private T Read<T>(Func<StudioContext, T> read)
    {
        using var context = contexts.CreateDbContext();
        return read(context);
    }
}
