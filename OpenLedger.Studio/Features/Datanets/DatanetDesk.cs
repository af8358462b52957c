using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Datanets.Trust;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Links;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Datanets;

/// <summary>The one door to Datanets: which there are for somebody, and their making and changing. What is not theirs to see does not exist for them.</summary>
internal sealed class DatanetDesk(IDbContextFactory<StudioContext> contexts, WriteQueue queue, GateShelf gates, AuditLog audit, TimeProvider clock)
{
    private const int MostListed = 200;

    /// <summary>Those that somebody sees, the last changed first: their own and those they belong to, then public ones.</summary>
    /// <param name="me">Who asks.</param>
    /// <param name="search">Words of the title; empty for all.</param>
    public IReadOnlyList<Datanet> All(CurrentAccount me, string search = "")
    {
        if (me.Role.Length == 0)
        {
            return [];
        }

        using var context = contexts.CreateDbContext();
        var (id, isAdmin, open, words) = (me.Id, me.IsAdmin, nameof(DatanetVisibility.Public), search.Trim());
        var nobody = nameof(DatanetRole.None);
        var mine = context.DatanetMembers.Where(member => member.AccountId == id && member.Role != nobody);
        var found = context.Datanets.AsNoTracking()
            .Where(row => row.DeletedAt == null && (isAdmin || row.Visibility == open || mine.Any(member => member.DatanetId == row.Id)))
            .Where(row => words.Length == 0 || EF.Functions.Like(row.Title, $"%{Escaped(words)}%", "\\"))
            .OrderByDescending(row => row.UpdatedAt).Take(MostListed)
            .ToList();
        var roles = mine.AsNoTracking().ToDictionary(member => member.DatanetId, member => DatanetRoles.Parse(member.Role), StringComparer.Ordinal);
        return [.. found.Select(row => Datanet.Of(row, roles.GetValueOrDefault(row.Id), isAdmin)).OrderByDescending(datanet => datanet.Role != DatanetRole.None)];
    }

    /// <summary>A Datanet; null where there is none for whoever asks.</summary>
    public Datanet? Find(CurrentAccount me, string id)
    {
        using var context = contexts.CreateDbContext();
        return Find(context, me.Id, me.Role.Length > 0, me.IsAdmin, id);
    }

    /// <summary>A Datanet for the pages of one's own entries: whoever was taken out of it, or whose Datanet was deleted, still reads and takes back what is theirs.</summary>
    public Datanet? FindForAuthor(CurrentAccount me, string id)
    {
        if (Find(me, id) is { } datanet)
        {
            return datanet;
        }

        using var context = contexts.CreateDbContext();
        var who = me.Id;
        return me.Role.Length > 0 && context.Entries.AsNoTracking().Any(entry => entry.DatanetId == id && entry.AuthorId == who && entry.DeletedAt == null)
            && context.Datanets.AsNoTracking().FirstOrDefault(found => found.Id == id) is { } row
                ? Datanet.Of(row, DatanetRole.None, byAdmin: false) with { IsAway = true }
                : null;
    }

    /// <summary>Datanets that are not there any more for somebody, and that hold entries of theirs.</summary>
    public IReadOnlyList<Datanet> Left(CurrentAccount me)
    {
        if (me.Role.Length == 0)
        {
            return [];
        }

        using var context = contexts.CreateDbContext();
        var (who, closed, nobody) = (me.Id, nameof(DatanetVisibility.InviteOnly), nameof(DatanetRole.None));
        var member = context.DatanetMembers.Where(found => found.AccountId == who);
        var away = context.Datanets.AsNoTracking()
            .Where(row => row.DeletedAt != null || (row.Visibility == closed && !member.Any(found => found.DatanetId == row.Id && found.Role != nobody)))
            .Where(row => member.Any(found => found.DatanetId == row.Id) && context.Entries.Any(entry => entry.DatanetId == row.Id && entry.AuthorId == who && entry.DeletedAt == null))
            .OrderByDescending(row => row.UpdatedAt).Take(MostListed).ToList();
        return [.. away.Where(row => row.DeletedAt is not null || !me.IsAdmin).Select(row => Datanet.Of(row, DatanetRole.None, byAdmin: false) with { IsAway = true })];
    }

    /// <summary>How many people may review in a Datanet, where they are fewer than its rules ask for; null where they are enough.</summary>
    public int? FewReviewers(Datanet datanet)
    {
        var rules = datanet.Card.Rules;
        var asked = Math.Max(rules.MinReviews[Tier.T0], rules.LeastToHandBack);
        using var context = contexts.CreateDbContext();
        var found = datanet.Card.Preset == PolicyPreset.JustMe ? asked : WhoReviews.Count(context, datanet.Id, rules, author: null, asked);
        return found < asked ? found : null;
    }

    /// <summary>How many entries stand where, by state and by category.</summary>
    public DatanetCounts Counts(string id)
    {
        using var context = contexts.CreateDbContext();

        // An index holds all of this: a hundred thousand entries are counted without reading one.
        var all = context.Entries.AsNoTracking().Where(entry => entry.DatanetId == id)
            .GroupBy(entry => new { entry.Category, entry.State })
            .Select(group => new { group.Key.Category, group.Key.State, Count = group.Count() })
            .ToList();
        return new DatanetCounts([.. all.Select(group => (group.Category, group.State, group.Count))]);
    }

    /// <summary>How many entries of each Datanet are accepted; those with none are left out.</summary>
    public IReadOnlyDictionary<string, int> Accepted(IReadOnlyList<Datanet> some)
    {
        string[] good = [nameof(EntryState.Accepted), nameof(EntryState.Released)];
        var ids = some.Select(datanet => datanet.Id).ToList();
        using var context = contexts.CreateDbContext();
        return context.Entries.AsNoTracking().Where(entry => ids.Contains(entry.DatanetId) && good.Contains(entry.State))
            .GroupBy(entry => entry.DatanetId).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionary(group => group.Key, group => group.Count, StringComparer.Ordinal);
    }

    /// <summary>Makes a Datanet of a form; its id, or all that is wrong.</summary>
    public async Task<(string? Id, IReadOnlyList<(string Field, Sentence Problem)> Problems)> CreateAsync(CurrentAccount me, DatanetForm form)
    {
        if (!me.MayTrain)
        {
            return (null, [("title", new Sentence("Ask an admin to make you a trainer: trainers make Datanets. You can bring entries to those of others."))]);
        }

        if (form.Problems() is { Count: > 0 } problems)
        {
            return (null, problems);
        }

        var (now, owner) = (clock.GetUtcNow(), me.Id);
        var row = new DatanetRow
        {
            Id = Guid.NewGuid().ToString("N"),
            OwnerId = owner,
            Title = form.Title.Trim(),
            Visibility = form.Visibility.ToString(),
            Version = 1,
            Card = form.Card(1).Json(),
            CreatedAt = now,
            UpdatedAt = now,
        };
        await queue.WriteAsync(context =>
        {
            context.Datanets.Add(row);
            context.DatanetVersions.Add(VersionOf(row, owner, now));
            context.DatanetMembers.Add(new DatanetMemberRow { DatanetId = row.Id, AccountId = owner, Role = nameof(DatanetRole.Owner), Since = now, Card = new MemberCard().Json() });
            audit.Write(context, owner, "datanet.create", row.Id);
        });
        return (row.Id, []);
    }

    /// <summary>Changes a Datanet, which makes a new version of it; what was decided keeps the version that it was decided under.</summary>
    public async Task<IReadOnlyList<(string Field, Sentence Problem)>> SaveAsync(CurrentAccount me, string id, DatanetForm form)
    {
        if (Find(me, id) is not { MayManage: true } before)
        {
            return [("title", new Sentence("Only its owner can change it. Ask the owner."))];
        }

        var problems = form.Problems();
        if (problems.Count == 0 && form.Kind != before.Card.Kind && Counts(id).Total > 0)
        {
            problems = [("kind", new Sentence("There are entries already, and they keep their form. Make another Datanet for the other form."))];
        }

        if (problems.Count > 0)
        {
            return problems;
        }

        var (now, author) = (clock.GetUtcNow(), me.Id);
        var saved = await queue.WriteAsync(context =>
        {
            if (context.Datanets.Find(id) is not { DeletedAt: null } row)
            {
                return false;
            }

            row.Version++;
            (row.Title, row.Visibility, row.UpdatedAt) = (form.Title.Trim(), form.Visibility.ToString(), now);
            row.Card = form.Card(row.Version).Json();
            context.DatanetVersions.Add(VersionOf(row, author, now));
            if (before.Card.LinksNetworks && form.Card(row.Version) is { LinksNetworks: false } card)
            {
                AccountClusters.Take(context, id, AccountClusters.Changes(context, id, card, now));
            }

            audit.Write(context, author, "datanet.change", id);
            return true;
        });
        gates.Take(id, form.Card(before.Version + 1).Gates);
        return saved ? [] : [("title", new Sentence("It was put into the trash meanwhile. Ask its owner."))];
    }

    /// <summary>Takes a Datanet away; what was released of it stays in the models that learned from it.</summary>
    public async Task<bool> DeleteAsync(CurrentAccount me, string id)
    {
        if (Find(me, id) is not { MayManage: true })
        {
            return false;
        }

        var (now, who) = (clock.GetUtcNow(), me.Id);
        await queue.WriteAsync(context =>
        {
            if (context.Datanets.Find(id) is { } row)
            {
                row.DeletedAt = now;
                audit.Write(context, who, "datanet.delete", id);
            }
        });
        return true;
    }

    /// <summary>Who changed it when, the last first.</summary>
    public IReadOnlyList<DatanetVersionRow> Versions(string id)
    {
        using var context = contexts.CreateDbContext();
        return [.. context.DatanetVersions.AsNoTracking().Where(version => version.DatanetId == id).OrderByDescending(version => version.Version).Take(MostListed)];
    }

    internal static Datanet? Find(StudioContext context, string accountId, bool isSignedIn, bool isAdmin, string id)
    {
        if (!isSignedIn || context.Datanets.AsNoTracking().FirstOrDefault(found => found.Id == id && found.DeletedAt == null) is not { } row)
        {
            return null;
        }

        var member = context.DatanetMembers.AsNoTracking().FirstOrDefault(found => found.DatanetId == id && found.AccountId == accountId);
        var role = DatanetRoles.Parse(member?.Role);
        var datanet = Datanet.Of(row, role, isAdmin);
        if (role == DatanetRole.None && !isAdmin && datanet.Visibility == DatanetVisibility.InviteOnly)
        {
            return null;
        }

        return member is null || role > DatanetRole.Contributor ? datanet : WithStanding(datanet, MemberGlance.Read(member.Card));
    }

    private static Datanet WithStanding(Datanet datanet, MemberGlance known)
    {
        if (datanet.Role < DatanetRole.Contributor)
        {
            return datanet with { IsKeptOut = known.RoleBy is not null };
        }

        var rules = datanet.Card.Rules;
        var earned = ReviewAccess.IsOpen(ActorRole.Contributor, known.Tier, rules);
        return datanet with { HasEarnedReviews = earned, MayQualify = !earned && rules.ReviewerTier > Tier.T0 && Tiers.MayQualify(known.Accepted) };
    }

    private static DatanetVersionRow VersionOf(DatanetRow row, string author, DateTimeOffset at) =>
        new() { DatanetId = row.Id, Version = row.Version, Card = row.Card, AuthorId = author, At = at };

    internal static string Escaped(string words) => words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
