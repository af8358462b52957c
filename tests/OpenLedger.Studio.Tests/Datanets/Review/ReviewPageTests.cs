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

        Assert.Contains("off: needs 6, a third of each kind at least", known.Markup, StringComparison.Ordinal);
        Assert.Contains("2 to accept, 1 to hand back", known.Markup, StringComparison.Ordinal);
        Assert.Contains("This Datanet has 3 known items; from 60 on", calibration.Markup, StringComparison.Ordinal);
    }

    private static string? Label(IRenderedComponent<ReviewPage> page) => page.Find("section.entry").GetAttribute("aria-label");

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
