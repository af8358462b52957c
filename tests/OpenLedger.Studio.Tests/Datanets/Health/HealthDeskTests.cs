using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Health;
using OpenLedger.Studio.Features.Datanets.Members;

namespace OpenLedger.Studio.Tests.Datanets.Health;

public sealed class HealthDeskTests
{
    [Fact]
    public async Task Health_CountsWhatHappened_FromTheFirstTextToTheTakingBack()
    {
        using var house = await HealthHouse.OpenAsync();
        var first = await house.HandInAsync();
        house.Clock.Move(TimeSpan.FromHours(2));
        await house.SayAsync(Verdict.Accept);
        var second = await house.HandInAsync();
        house.Clock.Move(TimeSpan.FromHours(4));
        await house.SayAsync(Verdict.NeedsChanges);
        await house.HandInAsync(revised: second);
        house.Clock.Move(TimeSpan.FromHours(1));
        await house.SayAsync(Verdict.Accept);
        await house.Datanets.Entries.WithdrawAsync(house.Author, first);
        await house.HandInAsync();

        var health = await house.LookAsync(house.Reviewers[0]);

        var week = health.Reviewing!.Weeks[^1];
        Assert.Equal((HealthReading.Weeks, 2, 1, 1), (health.Reviewing.Weeks.Count, week.First, week.FirstAccepted, week.FirstChanges));
        Assert.Equal((1, 1, 1), (week.Again, week.AgainAccepted, week.TakenOut));
        Assert.Equal((DayOfWeek.Monday, new DateOnly(2026, 11, 23)), (week.Monday.DayOfWeek, week.Monday));
        Assert.Equal((3, TimeSpan.FromHours(2), TimeSpan.FromHours(4)), (health.Queue.Decision!.Count, health.Queue.Decision.Median, health.Queue.Decision.NinetyPercent));
        Assert.Equal((3, TimeSpan.FromHours(2)), (health.Queue.FirstReview!.Count, health.Queue.FirstReview.Median));
        var pace = health.Reviewing.Pace;
        Assert.Equal((4, 3, 6, 2), (pace.HandedIn, pace.Settled, pace.Reviews, pace.Reviewers));
        Assert.Equal((3, 1.0), (health.Reviewing.Agreement.Texts, health.Reviewing.Agreement.Alpha));
        Assert.Equal((1, 0, 0), (health.Queue.Waiting, health.Queue.Overdue, health.Queue.Escalated));
    }

    [Fact]
    public async Task Queue_TellsTheOldest_TheOverdueAndTheEscalated()
    {
        using var house = await HealthHouse.OpenAsync();
        var since = house.Clock.GetUtcNow();
        await house.HandInAsync();
        house.Clock.Move(TimeSpan.FromDays(4));
        var second = await house.HandInAsync();
        await house.Datanets.Entries.ApplyAsync(house.Owner, second, new EntryCommand(CommandKind.Escalate) { Note = "I look at it." });

        var queue = (await house.LookAsync(house.Owner)).Queue;

        Assert.Equal((2, 1, 1, since), (queue.Waiting, queue.Overdue, queue.Escalated, queue.OldestSince));
    }

    [Fact]
    public async Task Everybody_SeesWhatIsTheirs()
    {
        using var house = await HealthHouse.OpenAsync();
        await house.HandInAsync();
        await house.SayAsync(Verdict.Accept);
        await house.HandInAsync();
        await house.SayAsync(Verdict.Decline);
        var guest = await house.Datanets.EnterAsync("gus");
        var newcomer = await house.JoinAsync("nele", DatanetRole.Contributor);

        var (outside, own, reviewing, curating) = (await house.LookAsync(guest), await house.LookAsync(house.Author), await house.LookAsync(house.Reviewers[0]), await house.LookAsync(house.Owner));

        Assert.Equal((null, null, null), (outside.Mine, outside.Reviewing, outside.Contributors));
        Assert.Equal((new ContributorHelp(house.Author.Id, 1, 0, 0), null, null), (own.Mine, own.Reviewing, own.Contributors));
        Assert.Equal((2, null), (reviewing.Mine!.Reviews, reviewing.Contributors));
        Assert.NotNull(reviewing.Reviewing);

        // What was declined is in nobody's figures, and whoever has given nothing yet stands in no list.
        Assert.Equal([("omar", 1, 0), ("rita", 0, 2), ("sam", 0, 2)], curating.Contributors!.Select(help => (house.Datanets.People.Directory.NameOf(help.AccountId), help.Accepted, help.Reviews)));
        Assert.Equal(new ContributorHelp(newcomer.Id, 0, 0, 0), (await house.LookAsync(newcomer)).Mine);
    }

    [Fact]
    public async Task Health_OfAnInvitedDatanet_DoesNotExistForOthers()
    {
        using var house = await HealthHouse.OpenAsync();
        var closed = await house.Datanets.MakeAsync(house.Owner, visibility: DatanetVisibility.InviteOnly);

        Assert.Null(await house.Desk.OfAsync(house.Author, closed));
        Assert.NotNull(await house.Desk.OfAsync(house.Owner, closed));
    }

    [Fact]
    public async Task OwnEntries_AcceptedAtOnce_WereInNoQueue()
    {
        using var house = await HealthHouse.OpenAsync();
        var alone = await house.Datanets.MakeAsync(house.Owner);
        await house.Datanets.Entries.SubmitAsync(house.Owner, alone, DatanetsHouse.Entry("How is a bowline tied?", "Make a small loop, bring the end up through it and around the standing part."));

        var health = (await house.Desk.OfAsync(house.Owner, alone))!;

        Assert.Equal((0, null, 0), (health.Queue.Waiting, health.Queue.Decision, health.Reviewing!.Pace.HandedIn));
        Assert.Empty(health.Reviewing.Weeks);
        Assert.Equal((1, 10, true), (health.Categories[0].Accepted, health.Categories[0].Wanted, health.Categories[0].IsThin));
        Assert.Equal(1, health.Mine!.Accepted);
    }

    [Fact]
    public void Categories_AreThin_AgainstTheirTarget_OrAgainstTheOthers()
    {
        DatanetCategory[] categories = [new("Full", Wanted: 10), new("Thin", Wanted: 10), new("Usual"), new("Rare"), new("Common")];
        var counts = new DatanetCounts([("Full", "Accepted", 6), ("Full", "Released", 3), ("Thin", "Accepted", 4), ("Thin", "Queued", 2), ("Usual", "Accepted", 8), ("Rare", "Accepted", 1), ("Common", "Accepted", 20)]);

        var filling = CategoryFilling.Of(categories, counts);

        Assert.Equal([("Rare", true), ("Thin", true), ("Full", false), ("Usual", false), ("Common", false)], filling.Select(category => (category.Name, category.IsThin)));
        Assert.Equal((4, 2), (filling[1].Accepted, filling[1].Waiting));
        Assert.All(CategoryFilling.Of(categories[2..], new DatanetCounts([])), category => Assert.False(category.IsThin));
    }
}
