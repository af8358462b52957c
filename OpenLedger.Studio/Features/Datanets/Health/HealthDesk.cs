using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Features.Datanets.Health;

/// <summary>
/// Says how it goes with a Datanet. Everybody who sees it sees the categories and how long a decision takes; reviewers see the work besides,
/// curators also what others have given; what one has given oneself, one sees alone.
/// </summary>
internal sealed class HealthDesk(IDbContextFactory<StudioContext> contexts, DatanetDesk datanets, AccountDirectory people, TimeProvider clock)
{
    private const int MostContributors = 50;
    private const int MostRemembered = 200;

    /// <summary>However many look, a Datanet is counted once in this time.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(string Id, int Version), Counted> _counted = new();

    /// <summary>How it goes; null where there is no such Datanet for whoever asks.</summary>
    public Task<DatanetHealth?> OfAsync(CurrentAccount me, string datanetId) => Task.Run(() => Of(me, datanetId));

    private DatanetHealth? Of(CurrentAccount me, string datanetId)
    {
        if (datanets.Find(me, datanetId) is not { } datanet)
        {
            return null;
        }

        var all = CountedOf(datanet);
        return new DatanetHealth(
            all.At,
            datanet.MayReview || datanet.ByAdmin ? all.Queue : all.Queue with { Waitlisted = 0, Escalated = 0, Overdue = 0, OldestSince = null },
            all.Categories,
            datanet.Role == DatanetRole.None ? null : MineOf(me.Id, datanetId),
            datanet.MayReview || datanet.ByAdmin ? all.Reviewing : null,
            datanet.Curates || datanet.ByAdmin ? all.Contributors : null);
    }

    private Counted CountedOf(Datanet datanet)
    {
        var (key, now) = ((datanet.Id, datanet.Version), clock.GetUtcNow());
        if (_counted.TryGetValue(key, out var known) && now - known.At < Fresh)
        {
            return known;
        }

        // Old answers are worth nothing; a few at a time are kept.
        if (_counted.Count >= MostRemembered)
        {
            _counted.Clear();
        }

        return _counted[key] = Count(datanet, now);
    }

    private Counted Count(Datanet datanet, DateTimeOffset now)
    {
        using var context = contexts.CreateDbContext();
        var (id, categories) = (datanet.Id, datanet.Card.Categories);
        var agreement = HealthReading.Agreement(context, id, now);
        return new Counted(
            now,
            HealthReading.Queue(context, id, datanet.Card.Rules.DecisionDays, now),
            CategoryFilling.Of(categories, datanets.Counts(id)),
            new ReviewingHealth(HealthReading.Pace(context, id, now), agreement.All, CategoryAgreements.Of(categories, agreement.Categories), HealthReading.Quality(context, id, now)),
            [.. HealthReading.Help(context, id, null, MostContributors).OrderBy(help => people.NameOf(help.AccountId), StringComparer.CurrentCultureIgnoreCase)]);
    }

    private ContributorHelp MineOf(string accountId, string datanetId)
    {
        using var context = contexts.CreateDbContext();
        return HealthReading.Help(context, datanetId, accountId, 1) is [var mine] ? mine : new ContributorHelp(accountId, 0, 0, 0);
    }

    private sealed record Counted(DateTimeOffset At, QueueHealth Queue, IReadOnlyList<CategoryHealth> Categories, ReviewingHealth Reviewing, IReadOnlyList<ContributorHelp> Contributors);
}
