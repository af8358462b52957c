using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Review;
using OpenLedger.Studio.Features.Datanets.Threads;
using OpenLedger.Studio.Tests.Datanets.Known;

namespace OpenLedger.Studio.Tests.Datanets.Threads;

/// <summary>The page of an entry: what is marked in it, what is written beside it, and what can be done.</summary>
public sealed class ThreadPageTests : ComponentTest
{
    private readonly KnownHouse _house = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _house.Dispose();
    }

    [Fact]
    public async Task Author_SeesWhatIsMarked_WhatHelps_AndWhatGoodLooksLike_AndAnswers()
    {
        await _house.MakeAsync();
        var author = await _house.Datanets.EnterAsync("omar");
        await _house.Datanets.Members.JoinAsync(author, _house.Id);
        var entry = (await _house.Datanets.Entries.SubmitAsync(author, _house.Id, DatanetsHouse.Entry("What does a fender do?", "It keeps the hull off the moon."))).EntryId!;
        var rita = await _house.ReviewerAsync("rita");
        await _house.Review.NextAsync(rita, _house.Id, []);
        var reason = new ReasonGiven("wrong-answer", "response", 22, 30, "Off what?");
        await _house.Review.VoteAsync(rita, new Ballot("back", entry, Verdict.NeedsChanges, [reason]));
        await _house.Datanets.Entries.ApplyAsync(_house.Owner, entry, new EntryCommand(CommandKind.Escalate) { Note = "I look at it." });
        Assert.Equal(EntryState.NeedsChanges, (await _house.Review.VoteAsync(_house.Owner, new Ballot("decided", entry, Verdict.NeedsChanges, [reason], Decides: true))).State);
        Furnish(author);

        var page = Open(entry);

        var text = ReasonCatalogue.Find("wrong-answer")!;
        Assert.All([text.What, text.WouldPass, text.GoodExample, "Off what?"], said => Assert.Contains(said, page.Find(".events").TextContent, StringComparison.Ordinal));
        Assert.Equal(["the moon", "the moon"], page.FindAll("mark").Select(mark => mark.TextContent));
        Assert.Equal("It keeps the hull off the moon.", page.FindAll(".text")[1].TextContent);
        Assert.DoesNotContain("rita", page.Markup, StringComparison.Ordinal);

        await page.Find("#thread-text").InputAsync(new() { Value = "Off the quay, of course." });
        await page.FindAll("button").Single(button => button.TextContent.Trim() == "Send").ClickAsync(new());
        Assert.Contains("Off the quay, of course.", page.Find(".message").TextContent, StringComparison.Ordinal);
        var item = Context.Render<EntryItem>(parameters => parameters.Add(each => each.Entry, _house.Datanets.Book.Find(author, entry)!).Add(each => each.Reasons, [reason]));
        Assert.Equal(["the moon", "the moon"], item.FindAll("mark").Select(mark => mark.TextContent));
    }

    [Fact]
    public async Task Curator_QuestionsAnEntry_AndTakesItOut_OnceAsked()
    {
        await _house.MakeAsync();
        var entry = _house.Put(1, EntryState.Accepted)[0];
        Furnish(_house.Owner);
        var dialogs = Context.Render<MudDialogProvider>();
        var page = Open(entry);
        Assert.True(Button(page, "Question it").HasAttribute("disabled"));

        await page.Find("#door-reason").ChangeAsync(new() { Value = "off-topic" });
        await Button(page, "Question it").ClickAsync(new());
        Assert.Equal(EntryState.Challenged, StateOf(entry));

        await page.Find("#door-reason").ChangeAsync(new() { Value = "off-topic" });
        var asked = Button(page, "Take it out …").ClickAsync(new());
        dialogs.WaitForAssertion(() => Assert.Contains("Take this entry out?", dialogs.Markup, StringComparison.Ordinal));
        Assert.Equal(EntryState.Challenged, StateOf(entry));
        await Button(dialogs, "Take it out").ClickAsync(new());
        await asked;
        Assert.Equal(EntryState.Tombstoned, StateOf(entry));
    }

    [Fact]
    public async Task Doors_AreForThoseWhoMayUseThem()
    {
        await _house.MakeAsync();
        var (accepted, queued) = (_house.Put(1, EntryState.Accepted)[0], _house.Put(1, EntryState.Queued)[0]);
        var rita = await _house.ReviewerAsync("rita");
        Furnish(rita);

        var page = Open(accepted);
        Assert.Contains("Question it", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Take it out", page.Markup, StringComparison.Ordinal);
        Assert.Empty(Open(queued).FindAll("#door-note"));
        await _house.Review.NextAsync(rita, _house.Id, []);
        var held = Open(queued);
        await held.Find("#door-note").InputAsync(new() { Value = "Is that so?" });
        await Button(held, "Pass it on").ClickAsync(new());
        Assert.Equal(EntryState.Escalated, StateOf(queued));
    }

    private static AngleSharp.Dom.IElement Button<TPage>(IRenderedComponent<TPage> page, string name)
        where TPage : IComponent => page.FindAll("button").Single(button => button.TextContent.Trim() == name);

    private EntryState StateOf(string entry) => _house.Datanets.Book.Find(_house.Owner, entry)!.State;

    private IRenderedComponent<EntryPage> Open(string entry) => Context.Render<EntryPage>(parameters => parameters.Add(page => page.Id, _house.Id).Add(page => page.Entry, entry));

    private void Furnish(CurrentAccount me)
    {
        var people = _house.Datanets.People;
        Context.Services.AddSingleton(me).AddSingleton<TimeProvider>(people.Clock).AddSingleton(people.Directory)
            .AddSingleton(_house.Datanets.Datanets).AddSingleton(_house.Datanets.Book).AddSingleton(_house.Datanets.Entries)
            .AddSingleton(new ThreadDesk(people.House.Contexts, people.House.Queue, _house.Datanets.Book, _house.Datanets.Datanets, people.Clock));
        Context.SetRendererInfo(new RendererInfo("Server", true));
    }
}
