using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Datanets.Members;

/// <summary>A member as the page shows them.</summary>
internal sealed record Member(string AccountId, string Name, DatanetRole Role, DateTimeOffset Since, MemberCard Card);

/// <summary>Who belongs to a Datanet, and as what.</summary>
internal sealed class MemberDesk(IDbContextFactory<StudioContext> contexts, WriteQueue queue, DatanetDesk datanets, AccountDirectory accounts, AuditLog audit, TimeProvider clock)
{
    private const int MostListed = 500;

    /// <summary>The roles that an owner can give.</summary>
    public static IReadOnlyList<DatanetRole> Given { get; } = [DatanetRole.Reader, DatanetRole.Contributor, DatanetRole.Reviewer, DatanetRole.Curator];

    public IReadOnlyList<Member> All(CurrentAccount me, string datanetId)
    {
        if (datanets.Find(me, datanetId) is null)
        {
            return [];
        }

        var nobody = nameof(DatanetRole.None);
        using var context = contexts.CreateDbContext();
        return [.. context.DatanetMembers.AsNoTracking().Where(member => member.DatanetId == datanetId && member.Role != nobody).OrderBy(member => member.Since).Take(MostListed).ToList()
            .Select(row => new Member(row.AccountId, accounts.NameOf(row.AccountId) ?? "–", DatanetRoles.Parse(row.Role), row.Since, MemberCard.Read(row.Card)))
            .OrderByDescending(member => member.Role)];
    }

    /// <summary>What is known of somebody in a Datanet; a new card where they are no member.</summary>
    public MemberCard CardOf(string datanetId, string accountId)
    {
        using var context = contexts.CreateDbContext();
        return context.DatanetMembers.AsNoTracking().FirstOrDefault(member => member.DatanetId == datanetId && member.AccountId == accountId) is { } row ? MemberCard.Read(row.Card) : new MemberCard();
    }

    /// <summary>Makes oneself a contributor where that is open; null where it went well.</summary>
    public async Task<Sentence?> JoinAsync(CurrentAccount me, string datanetId)
    {
        if (datanets.Find(me, datanetId) is not { } datanet)
        {
            return NotThere;
        }

        if (!datanet.MayJoin)
        {
            return datanet switch
            {
                { MayContribute: true } => null,
                { IsKeptOut: true } => new Sentence("Its owner has decided that you do not contribute here. Ask the owner to make you a contributor."),
                _ => new Sentence("This Datanet is for invited people. Ask its owner to add you by your account name."),
            };
        }

        await PutAsync(me.Id, datanetId, me.Id, DatanetRole.Contributor, "datanet.join");
        return null;
    }

    /// <summary>Gives an account a role; null where it went well.</summary>
    public async Task<Sentence?> PutAsync(CurrentAccount me, string datanetId, string name, DatanetRole role)
    {
        if (datanets.Find(me, datanetId) is not { } datanet)
        {
            return NotThere;
        }

        if (!datanet.MayManage)
        {
            return new Sentence("Only its owner gives roles. Ask the owner.");
        }

        if (!Given.Contains(role))
        {
            return new Sentence("Choose one of the roles in the list.");
        }

        if (accounts.Find(name.Trim()) is not { } accountId)
        {
            return new Sentence("There is no account called \"{0}\". Look at the page Team, where the names of accounts stand; an admin can invite somebody there.", name.Trim());
        }

        if (accountId == datanet.OwnerId)
        {
            return new Sentence("The owner stays the owner. Choose somebody else.");
        }

        await PutAsync(me.Id, datanetId, accountId, role, "datanet.role");
        return null;
    }

    /// <summary>Takes somebody out, or oneself; entries stay, with their author's name.</summary>
    public async Task<Sentence?> RemoveAsync(CurrentAccount me, string datanetId, string accountId)
    {
        if (datanets.Find(me, datanetId) is not { } datanet)
        {
            return NotThere;
        }

        if ((!datanet.MayManage && accountId != me.Id) || accountId == datanet.OwnerId)
        {
            return new Sentence("Only its owner takes members out, and the owner stays. Ask the owner.");
        }

        var who = me.Id;
        await queue.WriteAsync(context =>
        {
            if (context.DatanetMembers.Find(datanetId, accountId) is { } row)
            {
                // What trust knows of them is kept: leaving and coming again is no new beginning.
                row.Card = Decided(MemberCard.Read(row.Card), DatanetRoles.Parse(row.Role), who, accountId).Json();
                row.Role = nameof(DatanetRole.None);
                audit.Write(context, who, "datanet.leave", datanetId, accountId);
            }
        });
        return null;
    }

    /// <summary>Who leaves may come again, unless somebody else had said before that they only read.</summary>
    private static MemberCard Decided(MemberCard card, DatanetRole before, string who, string accountId) =>
        who != accountId ? card with { RoleBy = who } : before >= DatanetRole.Contributor ? card with { RoleBy = null } : card;

    private static Sentence NotThere => new("This Datanet does not exist, or it is not for you to see. Ask its owner for an invitation.");

    private Task PutAsync(string who, string datanetId, string accountId, DatanetRole role, string action)
    {
        var now = clock.GetUtcNow();
        return queue.WriteAsync(context =>
        {
            if (context.DatanetMembers.Find(datanetId, accountId) is not { } row)
            {
                context.DatanetMembers.Add(row = new DatanetMemberRow { DatanetId = datanetId, AccountId = accountId, Role = role.ToString(), Since = now, Card = new MemberCard().Json() });
            }

            row.Card = (MemberCard.Read(row.Card) with { RoleBy = who == accountId ? null : who, Elsewhere = ElsewhereReputation.Of(context, datanetId, accountId, now) }).Json();
            row.Role = role.ToString();

            audit.Write(context, who, action, datanetId, $"{accountId} {role}");
        });
    }
}
