using OpenLedger.Datanets.Agreement;
using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Health;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Features.Datanets.Review;

namespace OpenLedger.Studio.Tests.Datanets.Health;

/// <summary>A Datanet with a contributor and two good reviewers, over a clock that a test moves.</summary>
internal sealed class HealthHouse : IDisposable
{
    private static readonly string[] Topics = ["mooring at a quay", "reefing in strong wind", "reading a tide table", "cooking under way", "choosing an anchor", "steering by stars", "oiling a winch"];

    private int _ballots;
    private int _entries;

    private HealthHouse()
    {
        var people = Datanets.People;
        Review = new ReviewDesk(people.House.Contexts, people.House.Queue, Datanets.Datanets, Datanets.Entries, people.Clock);
        Desk = new HealthDesk(people.House.Contexts, Datanets.Datanets, people.Directory, people.Clock);
    }

    public DatanetsHouse Datanets { get; } = new();

    public ReviewDesk Review { get; }

    public HealthDesk Desk { get; }

    public ManualClock Clock => Datanets.People.Clock;

    public string Id { get; private set; } = "";

    public CurrentAccount Owner { get; private set; } = null!;

    public CurrentAccount Author { get; private set; } = null!;

    public IReadOnlyList<CurrentAccount> Reviewers { get; private set; } = [];

    public static async Task<HealthHouse> OpenAsync()
    {
        var house = new HealthHouse();
        house.Owner = await house.Datanets.EnterAsync("vera");
        house.Id = await house.Datanets.MakeAsync(house.Owner, PolicyPreset.OpenCrowd);
        house.Author = await house.JoinAsync("omar", DatanetRole.Contributor);
        house.Reviewers = [await house.JoinAsync("rita", DatanetRole.Reviewer), await house.JoinAsync("sam", DatanetRole.Reviewer)];
        return house;
    }

    public async Task<CurrentAccount> JoinAsync(string name, DatanetRole role)
    {
        var person = await Datanets.EnterAsync(name);
        await Datanets.Members.JoinAsync(person, Id);
        Datanets.People.House.Queue.Write(context =>
        {
            var member = context.DatanetMembers.Find(Id, person.Id)!;
            var card = MemberCard.Read(member.Card) with { Tier = role == DatanetRole.Reviewer ? Tier.T2 : Tier.T1, Reviewing = new ReviewerCard { Decided = new ReviewerAccuracy(20, 8.5, 10, 8.5, 10) } };
            (member.Card, member.Role) = (card.Json(), role.ToString());
        });
        return person;
    }

    /// <summary>Hands an entry in, or the revision of one.</summary>
    public async Task<string> HandInAsync(string? revised = null)
    {
        var topic = Topics[_entries++ % Topics.Length];
        var text = DatanetsHouse.Entry($"What should I know about {topic}?", $"The first thing about {topic} is to take your time{(revised is null ? "" : ", the second to look at the sky")}, and to ask somebody who has done it.");
        var answer = await Datanets.Entries.SubmitAsync(Author, Id, text with { EntryId = revised });
        Assert.True(answer.IsDone, answer.Problem?.ToString());
        return answer.EntryId!;
    }

    /// <summary>Both reviewers say the same of the one entry that waits.</summary>
    public async Task SayAsync(Verdict verdict)
    {
        ReasonGiven[] reasons = verdict == Verdict.Accept ? [] : [new ReasonGiven(ReasonCatalogue.For(verdict).First().Code, Note: "Say more.")];
        foreach (var reviewer in Reviewers)
        {
            var item = (await Review.NextAsync(reviewer, Id, [])).Item!;
            var answer = await Review.VoteAsync(reviewer, new Ballot($"ballot {_ballots++}", item.Id, verdict, reasons));
            Assert.True(answer.IsDone, answer.Problem?.ToString());
        }
    }

    public async Task<DatanetHealth> LookAsync(CurrentAccount who)
    {
        Clock.Move(TimeSpan.FromMinutes(1));
        return (await Desk.OfAsync(who, Id))!;
    }

    public void Dispose() => Datanets.Dispose();
}
