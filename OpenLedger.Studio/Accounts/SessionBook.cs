using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Accounts;

/// <summary>A browser in which somebody is signed in. <c>Device</c> is what it calls itself.</summary>
internal sealed record SessionFact(string Id, string Device, string? Address, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt);

/// <summary>The browsers in which people are signed in. A session that is ended here is refused everywhere at once.</summary>
internal sealed class SessionBook(IDbContextFactory<StudioContext> contexts, WriteQueue queue, TimeProvider clock)
{
    public const string Claim = "openledger:session";

    private const int IdBytes = 16;
    private const int LongestDevice = 200;

    /// <summary>A browser that nobody used for so long is signed in no more: its cookie does not live longer.</summary>
    public static TimeSpan LongestIdle { get; } = TimeSpan.FromDays(30);

    private static readonly TimeSpan BetweenTouches = TimeSpan.FromMinutes(1);

    private readonly Lock _reading = new();
    private ConcurrentDictionary<string, Seen>? _alive;

    private ConcurrentDictionary<string, Seen> Alive
    {
        get
        {
            lock (_reading)
            {
                return _alive ??= Read();
            }
        }
    }

    public bool IsAlive(string id) => Alive.ContainsKey(id);

    public async Task<string> BeginAsync(string accountId, string? device, string? address)
    {
        var now = clock.GetUtcNow();
        var row = new SessionRow
        {
            Id = RandomNumberGenerator.GetHexString(IdBytes * 2, lowercase: true),
            AccountId = accountId,
            Device = device is null ? string.Empty : device[..Math.Min(device.Length, LongestDevice)],
            Address = address,
            CreatedAt = now,
            LastSeenAt = now,
        };
        await queue.WriteAsync(context =>
        {
            context.Sessions.Add(row);
            context.Users.Where(account => account.Id == accountId).ExecuteUpdate(change => change.SetProperty(account => account.LastSeenAt, now));
        });
        Alive[row.Id] = new Seen(accountId, now);
        return row.Id;
    }

    /// <summary>Notes that the session was used; written down at most once a minute.</summary>
    public async Task TouchAsync(string id)
    {
        var now = clock.GetUtcNow();
        if (!Alive.TryGetValue(id, out var seen) || now - seen.At < BetweenTouches || !Alive.TryUpdate(id, seen with { At = now }, seen))
        {
            return;
        }

        await queue.WriteAsync(context =>
        {
            context.Sessions.Where(session => session.Id == id).ExecuteUpdate(change => change.SetProperty(session => session.LastSeenAt, now));
            context.Users.Where(account => account.Id == seen.AccountId).ExecuteUpdate(change => change.SetProperty(account => account.LastSeenAt, now));
        });
    }

    /// <summary>The open sessions of an account, the last used first.</summary>
    public IReadOnlyList<SessionFact> Of(string accountId)
    {
        using var context = contexts.CreateDbContext();
        return [.. context.Sessions.AsNoTracking().Where(session => session.AccountId == accountId && session.EndedAt == null)
            .OrderByDescending(session => session.LastSeenAt)
            .Select(session => new SessionFact(session.Id, session.Device, session.Address, session.CreatedAt, session.LastSeenAt))];
    }

    public Task EndAsync(string id) => EndAsync(session => session.Id == id, (key, _) => key == id);

    /// <summary>Ends all sessions of an account but one (null: all).</summary>
    public Task EndOthersAsync(string accountId, string? but) =>
        EndAsync(session => session.AccountId == accountId && session.Id != but, (key, seen) => seen.AccountId == accountId && key != but);

    /// <summary>Ends what nobody has used for as long as a cookie lives, and forgets what ended so long ago; how many it ended.</summary>
    public async Task<int> EndIdleAsync()
    {
        var now = clock.GetUtcNow();
        var before = now - LongestIdle;
        var idle = new List<string>();
        foreach (var seen in Alive)
        {
            // Exactly as it was seen: one that is used at this moment stays.
            if (seen.Value.At < before && Alive.TryRemove(seen))
            {
                idle.Add(seen.Key);
            }
        }

        await queue.WriteAsync(context =>
        {
            context.Sessions.Where(session => idle.Contains(session.Id) && session.EndedAt == null).ExecuteUpdate(change => change.SetProperty(session => session.EndedAt, now));
            context.Sessions.Where(session => session.EndedAt < before && session.LastSeenAt < before).ExecuteDelete();
        });
        return idle.Count;
    }

    private async Task EndAsync(System.Linq.Expressions.Expression<Func<SessionRow, bool>> which, Func<string, Seen, bool> inMemory)
    {
        foreach (var (id, seen) in Alive)
        {
            if (inMemory(id, seen))
            {
                Alive.TryRemove(id, out _);
            }
        }

        var now = clock.GetUtcNow();
        await queue.WriteAsync(context => context.Sessions.Where(which).Where(session => session.EndedAt == null)
            .ExecuteUpdate(change => change.SetProperty(session => session.EndedAt, now)));
    }

    private ConcurrentDictionary<string, Seen> Read()
    {
        using var context = contexts.CreateDbContext();
        return new(context.Sessions.AsNoTracking().Where(session => session.EndedAt == null)
            .Select(session => new { session.Id, session.AccountId, session.LastSeenAt })
            .AsEnumerable()
            .Select(session => KeyValuePair.Create(session.Id, new Seen(session.AccountId, session.LastSeenAt))));
    }

    private sealed record Seen(string AccountId, DateTimeOffset At);
}
