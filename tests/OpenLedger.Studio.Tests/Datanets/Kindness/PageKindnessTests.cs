using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Releases;
using OpenLedger.Studio.Features.Datanets.Review;
using OpenLedger.Studio.Tests.Datanets.Releases;

namespace OpenLedger.Studio.Tests.Datanets.Kindness;

/// <summary>What an author sees of an entry in each state, and how many clicks lead from there to another try.</summary>
public sealed class PageKindnessTests : ComponentTest
{
    private readonly KindHouse _house = new();

    /// <summary>States in which somebody was told no, or took it back. A new state has to be put here or below.</summary>
    private static readonly HashSet<EntryState> Ended = [EntryState.NeedsChanges, EntryState.Declined, EntryState.Abuse, EntryState.Tombstoned, EntryState.Withdrawn];

    private static readonly HashSet<EntryState> Going =
        [EntryState.Draft, EntryState.Gated, EntryState.Waitlisted, EntryState.Queued, EntryState.InReview, EntryState.Escalated, EntryState.Accepted, EntryState.Released, EntryState.Challenged];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _house.Dispose();
    }

    [Fact]
    public async Task States_ThatEndATry_OfferAnother()
    {
        Assert.Equal(Enum.GetValues<EntryState>().Order(), Ended.Concat(Going).Order());
        var author = await ArriveAsync();
        var view = _house.Datanets.Book.Find(author, await _house.SubmitAsync(author))!;
        foreach (var state in Ended)
        {
            var verdict = state switch { EntryState.Declined => Verdict.Decline, EntryState.Abuse => Verdict.Abuse, _ => Verdict.NeedsChanges };
            var reason = ReasonCatalogue.For(verdict).First();

            var shown = Context.Render<EntryItem>(parameters => parameters.Add(item => item.Entry, view with { State = state }).Add(item => item.Reasons, [new ReasonGiven(reason.Code, Note: "Say which end.")]));

            var text = shown.Find("article").TextContent;
            Assert.Contains(reason.Title, text, StringComparison.Ordinal);
            Assert.Contains(reason.WouldPass, text, StringComparison.Ordinal);
            Assert.Contains("Say which end.", text, StringComparison.Ordinal);
            Assert.Contains(shown.FindAll("a"), link => link.GetAttribute("href")!.Contains("/contribute?", StringComparison.Ordinal));
            Assert.Equal(state is EntryState.Declined or EntryState.Abuse, shown.FindAll("summary").Any(summary => summary.TextContent.Contains("look again", StringComparison.Ordinal)));
        }
    }

    /// <summary>One click on the entry, one on the page that opens, with everything filled in.</summary>
    [Theory]
    [InlineData(Verdict.NeedsChanges)]
    [InlineData(Verdict.Decline)]
    public async Task AnotherTry_IsTwoClicksAway(Verdict verdict)
    {
        var author = await ArriveAsync();
        var entry = await _house.SubmitAsync(author);
        await _house.DecideAsync(entry, verdict, new ReasonGiven(ReasonCatalogue.For(verdict).First().Code, "response", Note: "Say which end."));
        var view = _house.Datanets.Book.Find(author, entry)!;
        var item = Context.Render<EntryItem>(parameters => parameters.Add(item => item.Entry, view).Add(item => item.Reasons, _house.Datanets.Book.Reasons(entry)));
        Context.Services.GetRequiredService<NavigationManager>().NavigateTo(item.FindAll("a").First(link => link.GetAttribute("href")!.Contains("/contribute?", StringComparison.Ordinal)).GetAttribute("href")!);

        var page = Context.Render<ContributePage>(parameters => parameters.Add(page => page.Id, _house.Id));

        Assert.Contains(page.FindAll("textarea"), field => field.GetAttribute("value") == view.Content.Parts[0].Text || field.TextContent == view.Content.Parts[0].Text);
        Assert.False(page.FindAll("button").First(button => button.TextContent.Trim() == "Hand it in").IsDisabled());
        Assert.Equal(verdict == Verdict.NeedsChanges, page.Markup.Contains("Say which end.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WithdrawnRelease_SaysWhy_AndWhatToTakeInstead()
    {
        using var releases = new ReleaseHouse();
        var owner = await releases.Datanets.EnterAsync("vera");
        var id = await releases.Datanets.MakeAsync(owner);
        await releases.AcceptAsync(owner, id, 2);
        var made = await releases.MakeAsync(owner, id);
        var silent = await releases.Desk.RevokeAsync(owner, id, made.Version.ToString(), " ");
        var nothing = (await releases.Desk.MakeAsync(owner, id, null, Xunit.TestContext.Current.CancellationToken)).Problem;
        Assert.Null(await releases.Desk.RevokeAsync(owner, id, made.Version.ToString(), "Half of it was wrong."));
        Furnish(releases.Datanets, owner);
        Context.Services.AddSingleton(releases.Desk);

        var page = Context.Render<ReleasePage>(parameters => parameters.Add(page => page.Id, id).Add(page => page.Version, made.Version.ToString()));

        Assert.True(Advice.IsIn(silent!.ToString()) && Advice.IsIn(nothing!.ToString()), $"{silent} {nothing}");
        var note = page.Find(".note.bad");
        Assert.Contains("Half of it was wrong.", note.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("/releases", note.QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Release_WithEntriesTakenBack_SaysSo_AndWhatToDo()
    {
        using var releases = new ReleaseHouse();
        var owner = await releases.Datanets.EnterAsync("vera");
        var id = await releases.Datanets.MakeAsync(owner);
        var entries = await releases.AcceptAsync(owner, id, 2);
        var made = await releases.MakeAsync(owner, id);
        await releases.Datanets.Entries.WithdrawAsync(owner, entries[0]);
        Furnish(releases.Datanets, owner);
        Context.Services.AddSingleton(releases.Desk);

        var page = Context.Render<ReleasePage>(parameters => parameters.Add(page => page.Id, id).Add(page => page.Version, made.Version.ToString()));

        Assert.Contains("Entries in it were taken back by their authors (1)", page.Find(".note.bad").TextContent, StringComparison.Ordinal);
        Assert.Contains("Make a new release", page.Find(".note.bad a").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Train on it", page.Markup, StringComparison.Ordinal);
    }

    private async Task<CurrentAccount> ArriveAsync()
    {
        await _house.OpenAsync();
        var author = await _house.NewcomerAsync();
        Furnish(_house.Datanets, author);
        return author;
    }

    private void Furnish(DatanetsHouse house, CurrentAccount person)
    {
        var store = house.People.House;
        Context.Services.AddSingleton<TimeProvider>(house.People.Clock).AddSingleton(person).AddSingleton(house.Datanets).AddSingleton(house.Entries).AddSingleton(house.Book).AddSingleton(house.Members)
            .AddSingleton(new EntryDrafts(store.Contexts, store.Queue, house.People.Clock))
            .AddSingleton(new ReviewDesk(store.Contexts, store.Queue, house.Datanets, house.Entries, house.People.Clock));
    }
}
