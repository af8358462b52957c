using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Settings;

/// <summary>A deleted thing, and when it goes for good.</summary>
internal sealed record TrashLine(string Kind, TrashedThing Thing, string Owner, DateTimeOffset GoesAt);

/// <summary>
/// The one door to the trash: everybody sees and gives back their own, an admin all. What has rested long enough is swept.
/// </summary>
internal sealed class TrashDesk(IEnumerable<ITrashKeeper> keepers, StorageMeter meter, TrashRest trash, AccountDirectory accounts, AuditLog audit)
{
    private static Sentence Gone { get; } = new Sentence("This is not in the trash any more.");

    private TimeSpan Rest => trash.Length;

    /// <summary>What rests, the last deleted first.</summary>
    public IReadOnlyList<TrashLine> All(CurrentAccount me)
    {
        var rest = Rest;
        return [.. keepers.SelectMany(keeper => keeper.All().Where(thing => MaySee(me, thing))
                .Select(thing => new TrashLine(keeper.Kind, thing, accounts.NameOf(thing.OwnerId) ?? thing.OwnerId, thing.DeletedAt + rest)))
            .OrderByDescending(line => line.Thing.DeletedAt)];
    }

    public Task<Sentence?> RestoreAsync(CurrentAccount me, string kind, string id, CancellationToken cancellation) =>
        DoAsync(me, kind, id, "trash.restore", keeper => keeper.RestoreAsync(id, cancellation));

    public Task<Sentence?> RemoveAsync(CurrentAccount me, string kind, string id, CancellationToken cancellation) =>
        DoAsync(me, kind, id, "trash.remove", keeper => keeper.RemoveAsync(id, cancellation));

    /// <summary>Removes all that this person may remove; the first reason why something stayed.</summary>
    public async Task<Sentence?> EmptyAsync(CurrentAccount me, CancellationToken cancellation)
    {
        Sentence? first = null;
        foreach (var line in All(me))
        {
            var problem = await RemoveAsync(me, line.Kind, line.Thing.Id, cancellation);
            first ??= problem;
        }

        return first;
    }

    /// <summary>Removes what has rested long enough; returns how many things.</summary>
    public async Task<int> SweepAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var count = 0;
        foreach (var keeper in keepers)
        {
            foreach (var thing in keeper.All().Where(thing => now - thing.DeletedAt >= Rest))
            {
                if (await keeper.RemoveAsync(thing.Id, cancellation) is null)
                {
                    await audit.WriteAsync(null, "trash.sweep", thing.Id, keeper.Kind);
                    count++;
                }
            }
        }

        if (count > 0)
        {
            meter.Forget();
        }

        return count;
    }

    private async Task<Sentence?> DoAsync(CurrentAccount me, string kind, string id, string action, Func<ITrashKeeper, Task<Sentence?>> change)
    {
        var keeper = keepers.FirstOrDefault(one => one.Kind == kind);
        var thing = keeper?.All().FirstOrDefault(one => one.Id == id);
        if (keeper is null || thing is null || !me.MayChange(thing.OwnerId))
        {
            return Gone;
        }

        if (await change(keeper) is { } problem)
        {
            return problem;
        }

        meter.Forget();
        await audit.WriteAsync(me.Id, action, id, kind);
        return null;
    }

    private static bool MaySee(CurrentAccount me, TrashedThing thing) => me.IsAdmin || (me.Role.Length > 0 && thing.OwnerId == me.Id);
}
