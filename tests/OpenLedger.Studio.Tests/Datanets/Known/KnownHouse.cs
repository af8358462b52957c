using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Known;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Features.Datanets.Review;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Tests.Datanets.Known;

/// <summary>A Datanet with decided entries in it, put into the store as they stand after months.</summary>
internal sealed class KnownHouse : IDisposable
{
    public KnownHouse()
    {
        var (contexts, queue, clock) = (Datanets.People.House.Contexts, Datanets.People.House.Queue, Datanets.People.Clock);
        Desk = new KnownDesk(contexts, queue, Datanets.Datanets, clock);
        Shelf = new KnownShelf(contexts, queue, Datanets.Datanets, Datanets.People.Audit, clock);
        Review = new ReviewDesk(contexts, queue, Datanets.Datanets, Datanets.Entries, clock);
    }

    public DatanetsHouse Datanets { get; } = new();

    public KnownDesk Desk { get; }

    public KnownShelf Shelf { get; }

    public ReviewDesk Review { get; }

    public CurrentAccount Owner { get; private set; } = null!;

    public string Id { get; private set; } = "";

    public void Dispose() => Datanets.Dispose();

    /// <summary>Makes the Datanet, with a policy that asks a short qualification.</summary>
    public async Task MakeAsync(int qualification = 6, PolicyPreset preset = PolicyPreset.SmallTeam)
    {
        Owner = await Datanets.EnterAsync("vera");
        Id = await Datanets.MakeAsync(Owner, preset);
        var rules = PolicyPresets.Of(preset) with { Qualification = new QualificationPolicy(qualification, 0.80) };
        Datanets.People.House.Queue.Write(context =>
        {
            var row = context.Datanets.Find(Id)!;
            row.Card = (DatanetCard.Read(row.Card) with { Policy = PolicyJson.Text(rules) }).Json();
        });
    }

    /// <summary>Entries of somebody who left, decided or waiting.</summary>
    public IReadOnlyList<string> Put(int count, EntryState state, string category = "Knots", string author = "somebody")
    {
        var now = Datanets.People.Clock.GetUtcNow();
        return Datanets.People.House.Queue.Write(context =>
        {
            var ids = new List<string>();
            for (var index = 0; index < count; index++)
            {
                var id = EntryId.Create(now, Guid.NewGuid().ToByteArray().AsSpan(0, EntryId.ChanceBytes)).Text;
                var content = EntryContent.PromptResponse($"What is knot {state} {index} of {category} good for?", $"Knot {state} {index} holds a line of kind {index * 7} without slipping.");
                var hash = CanonicalEntry.Of(content).Hash.ToString();
                var standing = new EntryStanding { EntryId = id, AuthorId = author, State = state, ContentHash = hash, Since = now, QueuedAt = state == EntryState.Queued ? now : null };
                context.Entries.Add(new EntryRow
                {
                    Id = id,
                    DatanetId = Id,
                    AuthorId = author,
                    State = state.ToString(),
                    Category = category,
                    Revision = 1,
                    Content = StoredEntry.Write(content),
                    ContentHash = hash,
                    CreatedAt = now,
                    UpdatedAt = now,
                    QueuedAt = standing.QueuedAt,
                    Card = new EntryCard { Standing = standing, Licence = DatanetsHouse.Licence, ConsentAt = now }.Json(),
                });
                ids.Add(id);
            }

            return ids;
        });
    }

    /// <summary>Decided entries that a curator has made known items.</summary>
    public async Task MarkAsync(int good, int other, string category = "Knots")
    {
        foreach (var entry in Put(good, EntryState.Accepted, category).Concat(Put(other, EntryState.Declined, category)))
        {
            Assert.Null(await Shelf.MarkAsync(Owner, Id, entry, "It is as the guidelines say."));
        }
    }

    public async Task<CurrentAccount> ReviewerAsync(string name)
    {
        var reviewer = await Datanets.EnterAsync(name);
        await Datanets.Members.JoinAsync(reviewer, Id);
        Assert.Null(await Datanets.Members.PutAsync(Owner, Id, name, DatanetRole.Reviewer));
        return reviewer;
    }

    public MemberCard CardOf(CurrentAccount reviewer) => Datanets.Members.CardOf(Id, reviewer.Id);

    public bool IsGood(string knownId) => Datanets.People.House.Read(context => context.Gold.Single(item => item.EntryId == knownId).IsGood);

    /// <summary>Answers a known item, as the curators did or otherwise.</summary>
    public async Task<KnownFeedback> AnswerAsync(CurrentAccount reviewer, string knownId, bool right)
    {
        Datanets.People.Clock.Move(TimeSpan.FromSeconds(20));
        var verdict = IsGood(knownId) == right ? Verdict.Accept : Verdict.NeedsChanges;
        return (await Desk.JudgeAsync(reviewer, Id, new KnownBallot(Guid.NewGuid().ToString("N"), knownId, verdict)))!;
    }
}
