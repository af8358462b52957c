using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Flow;
using OpenLedger.Studio.Features.Datanets.Links;
using OpenLedger.Studio.Features.Datanets.Members;

namespace OpenLedger.Studio.Tests.Datanets.Links;

public sealed class AccountClustersTests : IDisposable
{
    private readonly DatanetsHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.250", true)]
    [InlineData("::ffff:203.0.113.7", "203.0.113.9", true)]
    [InlineData("2001:db8:1:200::1", "2001:db8:1:2ff::9", true)]
    [InlineData("203.0.113.7", "203.0.114.7", false)]
    public void Networks_AreThoseOfPublicAddresses(string one, string other, bool isSame) =>
        Assert.Equal(isSame, AccountClusters.NetworkOf(one) == AccountClusters.NetworkOf(other));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("192.168.1.4")]
    [InlineData("172.16.0.9")]
    [InlineData("10.1.2.3")]
    [InlineData("fe80::1")]
    [InlineData("64:ff9b::a01:203")]
    [InlineData("no address")]
    [InlineData(null)]
    public void Addresses_ThatWholeTeamsShare_LinkNobody(string? address) => Assert.Null(AccountClusters.NetworkOf(address));

    [Fact]
    public async Task Linked_CountAsOne_ForTheAllowanceAndForReviews_OnlyWhereItIsSaid()
    {
        var (owner, id) = await MakeAsync(links: false);
        var people = new List<CurrentAccount>();
        foreach (var (name, address) in new[] { ("ann", "203.0.113.1"), ("ben", "203.0.113.2"), ("cem", "203.0.113.3"), ("dea", "198.51.100.3") })
        {
            people.Add(await EnterFromAsync(id, name, address));
        }

        await SweepAsync();
        Assert.All(people, person => Assert.Null(_house.Members.CardOf(id, person.Id).Cluster));

        await SayAsync(owner, id, links: true);
        await SweepAsync();
        var clusters = people.ConvertAll(person => _house.Members.CardOf(id, person.Id).Cluster);
        Assert.NotNull(clusters[0]);
        Assert.Equal([clusters[0], clusters[0], null], clusters.Skip(1));

        var answer = await _house.Entries.SubmitAsync(people[0], id, DatanetsHouse.Numbered(1));
        Assert.Equal(EntryState.Queued, answer.State);
        Assert.Equal((10, 1, true), Of(_house.Book.Allowance(people[1], _house.Datanets.Find(people[1], id)!)));
        Assert.Equal((5, 0, false), Of(_house.Book.Allowance(people[3], _house.Datanets.Find(people[3], id)!)));
        SetReviewer(id, people[1].Id);
        Assert.False((await _house.Entries.ApplyAsync(people[1], answer.EntryId!, new EntryCommand(CommandKind.Claim))).IsDone);

        await SayAsync(owner, id, links: false);
        Assert.All(people, person => Assert.Null(_house.Members.CardOf(id, person.Id).Cluster));
    }

    [Fact]
    public async Task Link_OfDaysApart_IsNone_AndAnOldOneIsForgotten()
    {
        var (_, id) = await MakeAsync(links: true);
        var ann = await EnterFromAsync(id, "ann", "203.0.113.1");
        _house.People.Clock.Move(TimeSpan.FromDays(2));
        var ben = await EnterFromAsync(id, "ben", "203.0.113.2");
        await SweepAsync();
        Assert.Null(_house.Members.CardOf(id, ben.Id).Cluster);

        var cem = await EnterFromAsync(id, "cem", "203.0.113.3");
        await SweepAsync();
        Assert.Equal(_house.Members.CardOf(id, ben.Id).Cluster, _house.Members.CardOf(id, cem.Id).Cluster ?? "none");
        Assert.Null(_house.Members.CardOf(id, ann.Id).Cluster);

        _house.People.Clock.Move(TimeSpan.FromDays(31));
        await SweepAsync();
        Assert.Null(_house.Members.CardOf(id, ben.Id).Cluster);
    }

    private static (int? Entries, int Used, bool IsShared) Of(AllowanceView view) => (view.Entries, view.Used, view.IsShared);

    private async Task<(CurrentAccount Owner, string Id)> MakeAsync(bool links)
    {
        var owner = await _house.EnterAsync("vera");
        var id = await _house.MakeAsync(owner, PolicyPreset.OpenCrowd);
        await SayAsync(owner, id, links);
        return (owner, id);
    }

    private async Task SayAsync(CurrentAccount owner, string id, bool links)
    {
        var form = DatanetsHouse.Form(PolicyPreset.OpenCrowd);
        form.LinksNetworks = links;
        Assert.Empty(await _house.Datanets.SaveAsync(owner, id, form));
    }

    private async Task<CurrentAccount> EnterFromAsync(string id, string name, string address)
    {
        var account = await _house.EnterAsync(name);
        await _house.People.Sessions.BeginAsync(account.Id, "a browser", address);
        await _house.Members.JoinAsync(account, id);
        return account;
    }

    private void SetReviewer(string id, string account) => _house.People.House.Queue.Write(context =>
    {
        var member = context.DatanetMembers.Find(id, account)!;
        (member.Role, member.Card) = (nameof(DatanetRole.Reviewer), (MemberCard.Read(member.Card) with { Tier = OpenLedger.Datanets.Policies.Tier.T2 }).Json());
    });

    private Task<SweepOutcome> SweepAsync() => _house.Sweep.SweepAsync(TestContext.Current.CancellationToken);
}
