using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Features.Datanets.Review;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Tests.Datanets.Crowd;

/// <summary>A Datanet with very many entries that wait, and very many people who review them, on one store that outlives its process.</summary>
internal sealed class CrowdHouse : IDisposable
{
    private const int AtOnce = 20;

    public CrowdHouse(TemporaryFolder folder)
    {
        House = new DatanetsHouse(folder);
        Desk = new ReviewDesk(House.People.House.Contexts, House.People.House.Queue, House.Datanets, House.Entries, House.People.Clock);
        Id = House.People.House.Read(context => context.Datanets.Select(row => row.Id).FirstOrDefault()) ?? "";
    }

    public DatanetsHouse House { get; }

    public ReviewDesk Desk { get; }

    public string Id { get; private set; }

    /// <summary>Makes the Datanet, its people and its entries.</summary>
    public async Task FillAsync(int reviewers, int entries)
    {
        var owner = await House.EnterAsync("vera");
        Id = await House.MakeAsync(owner, PolicyPreset.OpenCrowd);
        var author = await House.EnterAsync("omar");
        var now = House.People.Clock.GetUtcNow();
        House.People.House.Queue.Write(context =>
        {
            var card = new MemberCard { Tier = Tier.T2, Reviewing = new ReviewerCard { Decided = new OpenLedger.Datanets.Agreement.ReviewerAccuracy(20, 8.5, 10, 8.5, 10) } }.Json();
            context.DatanetMembers.Add(new DatanetMemberRow { DatanetId = Id, AccountId = author.Id, Role = nameof(DatanetRole.Contributor), Since = now, Card = new MemberCard().Json() });
            for (var number = 0; number < reviewers; number++)
            {
                var account = new Account { UserName = $"r{number}", NormalizedUserName = AccountNames.Key($"r{number}"), Role = Roles.Trainer, CreatedAt = now };
                context.Users.Add(account);
                context.DatanetMembers.Add(new DatanetMemberRow { DatanetId = Id, AccountId = account.Id, Role = nameof(DatanetRole.Reviewer), Since = now, Card = card });
            }
        });
        foreach (var some in Enumerable.Range(0, entries).Chunk(AtOnce))
        {
            House.People.House.Queue.Write(context => Array.ForEach(some, number => Submit(
                context,
                author.Id,
                EntryContent.PromptResponse($"What matters in case {number} of mooring at a quay?", $"In case {number} the line goes over first, and whoever is free holds it."),
                now)));
        }
    }

    /// <summary>The reviewers, each at a browser.</summary>
    public async Task<IReadOnlyList<CurrentAccount>> ReviewersAsync()
    {
        House.People.Directory.Refresh();
        var role = nameof(DatanetRole.Reviewer);
        var ids = House.People.House.Read(context => context.DatanetMembers.Where(member => member.Role == role).OrderBy(member => member.AccountId).Select(member => member.AccountId).ToList());
        return await Task.WhenAll(ids.Select(House.People.AgainAsync));
    }

    public void Dispose() => House.Dispose();

    private void Submit(StudioContext context, string author, EntryContent content, DateTimeOffset now)
    {
        var id = EntryId.Create(now, System.Security.Cryptography.RandomNumberGenerator.GetBytes(EntryId.ChanceBytes)).Text;
        var hash = CanonicalEntry.Of(content).Hash.ToString();
        var row = new EntryRow
        {
            Id = id,
            DatanetId = Id,
            AuthorId = author,
            State = nameof(EntryState.Draft),
            Category = "Knots",
            Revision = 1,
            Content = StoredEntry.Write(content),
            ContentHash = hash,
            CreatedAt = now,
            UpdatedAt = now,
            Order = now.ToUnixTimeMilliseconds(),
            Card = new EntryCard { Standing = new EntryStanding { EntryId = id, AuthorId = author, Since = now }, Licence = DatanetsHouse.Licence }.Json(),
        };
        context.Entries.Add(row);
        EntryTransitions.Apply(context, row, EntryCommand.Submit(hash), EntryTransitions.ActorOf(context, Id, author, now), now, content);
        EntryTransitions.Apply(context, row, EntryCommand.PassGates(), Actor.Machine, now);
    }
}
