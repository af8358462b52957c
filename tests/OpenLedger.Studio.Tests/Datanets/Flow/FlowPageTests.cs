using Bunit;
using Microsoft.AspNetCore.Components;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Evaluations;
using OpenLedger.Studio.Features.Datanets.Flow;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Tests.Data;

namespace OpenLedger.Studio.Tests.Datanets.Flow;

public sealed class FlowPageTests : ComponentTest
{
    private readonly DataHouse _house;
    private readonly CurrentAccount _me;

    public FlowPageTests()
    {
        Context.Services.AddDatanets();
        Context.ComponentFactories.AddStub<OpenLedger.Studio.Controls.FileDrop>();
        _house = new DataHouse(Context.Services);
        Context.SetRendererInfo(new RendererInfo("Server", true));
        _house.Open(Context.Services);
        _me = _house.SignIn();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _house.Dispose();
    }

    [Fact]
    public async Task TestQuestions_AreNamedWithTwoClicks_AndTakenOutWithOne()
    {
        var id = await MakeAsync(PolicyPreset.OpenCrowd);
        await _house.Sets.CreateAsync(_me, "Ferries", ExampleShape.Chat, ["{\"messages\": [{\"role\": \"user\", \"content\": \"When does the last ferry to the island of the goats leave on Sundays?\"}, {\"role\": \"assistant\", \"content\": \"At nine.\"}]}"]);
        var page = Context.Render<EvaluationsPage>(parameters => parameters.Add(parts => parts.Id, id));
        Assert.Contains("None yet", page.Markup, StringComparison.Ordinal);

        await page.Find("select").ChangeAsync(new() { Value = _house.Sets.All(_me).Single(set => set.Name == "Ferries").Id });
        await page.Find("input[type=checkbox]").ChangeAsync(new() { Value = false });
        await page.FindAll("button").Single(button => button.TextContent.Contains("Name these", StringComparison.Ordinal)).ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("1 question ", page.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("none holds a test question", page.Markup, StringComparison.Ordinal));
        await page.Find("button[aria-label='Take out: Ferries']").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("None yet", page.Markup, StringComparison.Ordinal));
        Assert.Contains("does not exist", Context.Render<EvaluationsPage>(parameters => parameters.Add(parts => parts.Id, "other")).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MyEntries_SayTheirPlaceOnTheList_AndThatAForgottenRevisionIsADraftAgain()
    {
        var owner = _house.Person("olga");
        var id = (await _house.Get<DatanetDesk>().CreateAsync(owner, DatanetsHouse.Form(PolicyPreset.SmallTeam))).Id!;
        await _house.Get<MemberDesk>().JoinAsync(_me, id);
        var desk = _house.Get<EntryDesk>();
        for (var number = 1; number <= 21; number++)
        {
            Assert.True((await desk.SubmitAsync(_me, id, DatanetsHouse.Numbered(number))).IsDone);
        }

        Assert.Contains("Place 1 on the waiting list. How long", Render(id), StringComparison.Ordinal);

        var entry = _house.Get<EntryBook>().Mine(_me, id, [EntryState.Queued], 0)[0].Row.Id;
        await desk.ApplyAsync(owner, entry, new EntryCommand(CommandKind.Escalate) { Note = "I look at it." });
        await desk.ApplyAsync(owner, entry, EntryCommand.Decide(Verdict.NeedsChanges, new ReasonGiven("incomplete")));
        await new EntrySweep(_house.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<OpenLedger.Studio.Store.StudioContext>>(), _house.Get<OpenLedger.Studio.Store.WriteQueue>(), Later(), new LaterClock()).SweepAsync(Xunit.TestContext.Current.CancellationToken);

        Assert.Contains("Nothing is held against you", Render(id), StringComparison.Ordinal);
        Assert.Contains("Something is missing", Render(id), StringComparison.Ordinal);
    }

    private string Render(string id) => Context.Render<MinePage>(parameters => parameters.Add(parts => parts.Id, id)).Markup;

    private EntryDesk Later() => new(_house.Get<OpenLedger.Studio.Store.WriteQueue>(), _house.Get<DatanetDesk>(), _house.Get<GateShelf>(), new LaterClock());

    private async Task<string> MakeAsync(PolicyPreset preset) => (await _house.Get<DatanetDesk>().CreateAsync(_me, DatanetsHouse.Form(preset))).Id!;

    /// <summary>A clock that is a month ahead.</summary>
    private sealed class LaterClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddDays(31);
    }
}
