using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets.Known;
using OpenLedger.Studio.Features.Datanets.Review;
using OpenLedger.Studio.Tests.Datanets.Known;

namespace OpenLedger.Studio.Tests.Datanets.Review;

/// <summary>What keys do on the review page.</summary>
public sealed class ReviewPageTests : ComponentTest
{
    private readonly KnownHouse _house = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _house.Dispose();
    }

    [Fact]
    public async Task NextAndBack_KeepTheEntry()
    {
        await _house.MakeAsync();
        _house.Put(3, EntryState.Queued);
        var page = await OpenAsync("rita");
        var first = Label(page);

        await PressAsync(page, "j");
        Assert.NotEqual(first, Label(page));
        await PressAsync(page, "k");
        Assert.Equal(first, Label(page));
        await PressAsync(page, "k");
        Assert.Contains("There is none before it.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task View_Together_Search_AndHelp_OpenAndClose()
    {
        await _house.MakeAsync();
        _house.Put(3, EntryState.Queued);
        var page = await OpenAsync("rita");

        await PressAsync(page, "v");
        Assert.Contains("holds a line of kind", page.Find("section.entry").TextContent, StringComparison.Ordinal);
        Assert.Contains("As the machine compares it with others", page.Markup, StringComparison.Ordinal);
        await PressAsync(page, "b");
        Assert.NotEmpty(page.FindAll("section[aria-label='Others of the same author'] input[type=checkbox]"));
        await PressAsync(page, "d");
        await PressAsync(page, "/");
        Assert.Single(page.FindAll("#review-search"));
        await PressAsync(page, "?");
        Assert.Equal(ReviewKeys.All.Count, page.FindAll(".keylist li").Count);
        await PressAsync(page, "escape");
        Assert.Empty(page.FindAll("#review-search, section[aria-label='Others of the same author']"));
        Assert.DoesNotContain("As the machine compares it with others", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ticked_AreDecidedTogether()
    {
        await _house.MakeAsync();
        _house.Put(3, EntryState.Queued);
        var page = await OpenAsync("rita");
        await PressAsync(page, "b");
        await page.InvokeAsync(() => page.Find("section[aria-label='Others of the same author'] input").Change(true));

        await PressAsync(page, "a");
        await Context.DisposeComponentsAsync();

        Assert.Equal(2, _house.Datanets.People.House.Read(context => context.Reviews.Count()));
    }

    [Fact]
    public async Task Suggestion_GoesWithTheVerdict()
    {
        await _house.MakeAsync();
        _house.Put(1, EntryState.Queued);
        var page = await OpenAsync("rita");
        await PressAsync(page, "e");
        await page.InvokeAsync(() => page.Find("#entry-response").Input("A bowline holds without slipping, and is untied with two fingers."));
        await PressAsync(page, "1");

        await PressAsync(page, "enter");
        await Context.DisposeComponentsAsync();

        var kept = _house.Datanets.People.House.Read(context => context.Reviews.Single());
        Assert.Contains("two fingers", kept.Suggestion, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Marked_GoesWithTheReasons_AndCanBeRemoved()
    {
        await _house.MakeAsync();
        _house.Put(1, EntryState.Queued);
        var page = await OpenAsync("rita");
        Assert.Equal(["prompt", "response"], page.FindAll("section.entry .text").Select(field => field.GetAttribute("data-field")));
        await PressAsync(page, "r");
        await PressAsync(page, "1");

        await MarkAsync(page, "response", 0, 4);
        Assert.Contains("Knot", page.Find(".marked q").TextContent, StringComparison.Ordinal);
        await page.InvokeAsync(() => page.Find(".marked button").Click());
        Assert.Empty(page.FindAll(".marked"));
        foreach (var (field, start, end) in new[] { ("elsewhere", 0, 4), ("response", -1, 4), ("response", 4, 4), ("response", 0, 40_000) })
        {
            await MarkAsync(page, field, start, end);
        }

        Assert.Empty(page.FindAll(".marked"));
        await MarkAsync(page, "response", 0, 4);
        await PressAsync(page, "enter");
        await Context.DisposeComponentsAsync();

        var kept = Features.Datanets.DatanetJson.Read<List<ReasonGiven>>(_house.Datanets.People.House.Read(context => context.Reviews.Single().Content));
        Assert.Equal([new ReasonGiven("wrong-answer", "response", 0, 4)], kept);
    }

    [Fact]
    public async Task Keys_ReachEveryReason_NineAtATime()
    {
        await _house.MakeAsync();
        _house.Put(1, EntryState.Queued);
        var page = await OpenAsync("rita");
        var reasons = ReasonCatalogue.For(Verdict.NeedsChanges).ToList();
        Assert.True(reasons.Count is > ReviewKeys.Numbers and <= 2 * ReviewKeys.Numbers);
        await PressAsync(page, "r");

        await PressAsync(page, "0");
        await PressAsync(page, "1");
        Assert.Contains(reasons[ReviewKeys.Numbers].Title, Assert.Single(page.FindAll(".choice[aria-pressed=true]")).TextContent, StringComparison.Ordinal);
        await PressAsync(page, "0");
        await PressAsync(page, "1");
        await PressAsync(page, "9");

        Assert.Equal(3, page.FindAll(".choice[aria-pressed=true]").Count);
        Assert.Equal(ReviewKeys.Numbers, page.FindAll(".choice kbd").Count);
    }

    [Fact]
    public async Task PassedOn_IsLeftToTheCurators()
    {
        await _house.MakeAsync();
        var queued = _house.Put(1, EntryState.Queued)[0];
        var page = await OpenAsync("rita");
        await PressAsync(page, "s");
        await page.InvokeAsync(() => page.Find("#skip-note").Input("Is that allowed?"));
        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent.Trim() == "Pass it on").Click());
        page.WaitForAssertion(() => Assert.Contains("A curator decides about it now.", page.Markup, StringComparison.Ordinal));

        Assert.Equal(EntryState.Escalated, _house.Datanets.Book.Find(_house.Owner, queued)!.State);
    }

    [Fact]
    public async Task Questioned_ShowsWhy_AndOffersTwoWays()
    {
        await _house.MakeAsync();
        var entry = _house.Put(1, EntryState.Accepted)[0];
        await _house.Datanets.Entries.ApplyAsync(_house.Owner, entry, EntryCommand.Challenge(new ReasonGiven("off-topic", Note: "It is about planes.")));
        Furnish(_house.Owner);
        var page = Context.Render<ReviewPage>(parameters => parameters.Add(each => each.Id, _house.Id));
        await page.InvokeAsync(() => page.FindAll(".choices button")[1].Click());
        page.WaitForElement("section.entry");

        Assert.Contains("It is about planes.", page.Find("aside").TextContent, StringComparison.Ordinal);
        await PressAsync(page, "!");
        Assert.Contains("A questioned entry stays accepted, or is taken out.", page.Markup, StringComparison.Ordinal);
        await PressAsync(page, "x");
        await PressAsync(page, "1");
        await PressAsync(page, "enter");
        await Context.DisposeComponentsAsync();

        Assert.Equal(EntryState.Tombstoned, _house.Datanets.Book.Find(_house.Owner, entry)!.State);
    }

    [Fact]
    public async Task KnownItem_LooksAsAnyOther_AndTeachesAfterTheVerdict()
    {
        await _house.MakeAsync();
        await _house.MarkAsync(good: 3, other: 3);
        var page = await OpenAsync("rita");
        Assert.Contains("A short test first: 0 of 6.", page.Markup, StringComparison.Ordinal);

        await PressAsync(page, "a");

        Assert.Contains("It is as the guidelines say.", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Contains("A short test first: 1 of 6.", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Pages_OfKnownItems_SayWhatIsMissing()
    {
        await _house.MakeAsync();
        await _house.MarkAsync(good: 2, other: 1);
        Furnish(_house.Owner);

        var known = Context.Render<KnownPage>(parameters => parameters.Add(page => page.Id, _house.Id));
        var calibration = Context.Render<CalibrationPage>(parameters => parameters.Add(page => page.Id, _house.Id));

        Assert.Contains("needs 6, at least 2 of each kind", known.Markup, StringComparison.Ordinal);
        Assert.Contains("2 to accept, 1 to hand back", known.Markup, StringComparison.Ordinal);
        Assert.Contains("This Datanet has 3 in all; until then you meet none.", calibration.Markup, StringComparison.Ordinal);
    }

    private static string? Label(IRenderedComponent<ReviewPage> page) => page.Find("section.entry").GetAttribute("aria-label");

    private static Task MarkAsync(IRenderedComponent<ReviewPage> page, string field, int start, int end) => page.InvokeAsync(() => page.Instance.OnMarked(field, start, end));

    private static Task PressAsync(IRenderedComponent<ReviewPage> page, string key) => page.InvokeAsync(() => page.Instance.OnKeyAsync(key));

    private async Task<IRenderedComponent<ReviewPage>> OpenAsync(string name)
    {
        Furnish(await _house.ReviewerAsync(name));
        var page = Context.Render<ReviewPage>(parameters => parameters.Add(each => each.Id, _house.Id));
        page.WaitForElement("section.entry");
        return page;
    }

    private void Furnish(CurrentAccount me)
    {
        Context.Services.AddSingleton(me).AddSingleton<TimeProvider>(_house.Datanets.People.Clock).AddSingleton(_house.Datanets.People.Directory)
            .AddSingleton(_house.Datanets.Datanets).AddSingleton(_house.Datanets.Book).AddSingleton(_house.Datanets.Entries)
            .AddSingleton(_house.Review).AddSingleton(_house.Desk).AddSingleton(_house.Shelf);
        Context.SetRendererInfo(new RendererInfo("Server", true));
    }
}
