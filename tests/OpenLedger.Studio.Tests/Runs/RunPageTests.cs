using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Data;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Models;
using OpenLedger.Studio.Features.Playground;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Tests.Playground;

namespace OpenLedger.Studio.Tests.Runs;

public sealed class RunPageTests : ComponentTest
{
    private readonly RunsHouse _house = new((_, _, _) => RunsHouse.Outcome);

    public RunPageTests() => Serve(Context, _house, _house.Me);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _house.Dispose();
    }

    [Fact]
    public void RunPage_OfNoRun_SaysSo() => Assert.Contains("does not exist", Open("../../etc").Find("h1").TextContent, StringComparison.Ordinal);

    [Fact]
    public void RunPage_ShowsTheVerdict_TheScoresAndTheChat()
    {
        var id = Trained();

        var page = Open(id.Value);

        page.WaitForAssertion(() =>
        {
            Assert.Contains("It learned.", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
            Assert.Contains("34 of 40", page.Markup, StringComparison.Ordinal);
            Assert.Equal(_house.Folders.PathOf(id), page.FindComponent<RunChat>().Instance.AdapterFolder);
            Assert.NotNull(page.Find("#chat-question"));
            Assert.Contains("up to step 20", page.Find(".chart[role=img]").GetAttribute("aria-label"), StringComparison.Ordinal);
            Assert.Contains("held-out", page.Find(".table thead").TextContent, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void RunPage_ShowsTheSameQuestions_ThenAndNow()
    {
        var id = Trained();
        File.WriteAllLines(_house.Folders.FileOf(id, "samples.jsonl"), new[]
        {
            """{"step":0,"result":false,"answers":[{"kind":"new","question":"When does it open?","answer":"I do not know.","right":false}]}""",
            """{"step":10,"result":false,"answers":[{"kind":"new","question":"When does it open?","answer":"At ten.","right":false}]}""",
            """{"step":20,"result":true,"answers":[{"kind":"new","question":"When does it open?","answer":"At nine.","right":true}]}""",
        });

        var page = Open(id.Value);

        var row = page.Find(".samples tbody tr").TextContent;
        Assert.Contains("I do not know.", row, StringComparison.Ordinal);
        Assert.Contains("At ten.", row, StringComparison.Ordinal);
        Assert.Contains("At nine.", row, StringComparison.Ordinal);
        Assert.Contains("The result, step 20", page.Find(".samples thead").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunPage_KeepsAStateOnTheWay_AsAnAdapterOfItsOwn()
    {
        var id = Trained();
        var checkpoint = Directory.CreateDirectory(_house.Folders.FileOf(id, "checkpoints/step-10")).FullName;
        File.WriteAllText(Path.Combine(checkpoint, "adapter_config.json"), """{"peft_type":"LORA","r":4,"lora_alpha":8,"target_modules":["q_proj"],"base_model_name_or_path":"nano-llama"}""");
        File.WriteAllText(Path.Combine(checkpoint, "adapter_model.safetensors"), "weights");
        var page = Open(id.Value);

        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent == "Keep").ClickAsync(new()));

        page.WaitForAssertion(() => Assert.Contains("Kept as", page.Markup, StringComparison.Ordinal));
        var folder = Assert.Single(Directory.EnumerateDirectories(_house.Services.GetRequiredService<DataFolder>().Adapters));
        Assert.Equal("weights", File.ReadAllText(Path.Combine(folder, "adapter_model.safetensors")));
        Assert.Contains(_house.Desk.EventsOf(id), line => line is { Kind: RunEventKind.Kept, Step: 10 });
    }

    [Fact]
    public void RunPage_WithoutAnAdapter_HasNoChatYet_AndSaysItsPlace()
    {
        _house.Wish("before it");
        var id = _house.Wish();

        var page = Open(id.Value);

        Assert.Empty(page.FindAll("#chat-question"));
        Assert.Contains("One run goes before it", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunPage_OfARunThatBrokeOff_SaysWhy_AndOffersToGoOn()
    {
        var id = _house.Wish();
        _house.Book.Update(id, card => card with { State = RunState.Failed, Problem = "Row {0} is empty.", ProblemParts = ["3"], ProblemDetail = "System.Exception: x" });

        var page = Open(id.Value);

        Assert.Contains("Row 3 is empty.", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Contains("System.Exception", page.Find("details pre").TextContent, StringComparison.Ordinal);
        await page.InvokeAsync(() => page.FindAll(".next button").First(button => button.TextContent.Trim() == "Go on").ClickAsync(new()));
        Assert.Equal(RunState.Waiting, _house.StateOf(id));
    }

    [Fact]
    public async Task RunPage_OfADamagedCheckpoint_BeginsAgain()
    {
        var id = _house.Wish();
        var state = Directory.CreateDirectory(_house.Folders.FileOf(id, "checkpoint"));
        File.WriteAllText(Path.Combine(state.FullName, "state.safetensors"), "half");
        _house.Book.Update(id, card => card with { State = RunState.Failed, Failure = RunFailure.CheckpointDamaged, Problem = "Damaged." });
        var page = Open(id.Value);

        await page.InvokeAsync(() => page.Find(".next button").ClickAsync(new()));

        Assert.Equal(RunState.Waiting, _house.StateOf(id));
        Assert.False(Directory.Exists(state.FullName));
    }

    [Fact]
    public async Task RunPage_GivesARunAnotherName()
    {
        var id = _house.Wish("Bellmar");
        var page = Open(id.Value);

        await page.InvokeAsync(() => page.Find(".pen").ClickAsync(new()));
        await page.InvokeAsync(() => page.Find("#run-title").InputAsync("House rules"));
        await page.InvokeAsync(() => page.Find("form.edit").SubmitAsync());

        Assert.Equal("House rules", _house.Desk.Find(id, _house.Me)!.Title);
        Assert.Contains("House rules", page.Find("h1").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoViewers_SeeTheSame_AndOnlyTheOwnerMayStopIt()
    {
        var (vera, ada) = (_house.Person("vera", Roles.Trainer), _house.Person("ada", Roles.Trainer));
        var id = _house.Wish("Vera's", vera);
        await _house.Sharing.ApproveAsync(id, _house.Me);
        await using var hers = new BunitContext();
        await using var others = new BunitContext();
        Serve(hers, _house, vera);
        Serve(others, _house, ada);
        var own = hers.Render<RunPage>(parameters => parameters.Add(run => run.Id, id.Value));
        var other = others.Render<RunPage>(parameters => parameters.Add(run => run.Id, id.Value));

        Assert.Contains(own.FindAll(".actions button"), button => button.TextContent.Trim() == "Cancel");
        Assert.DoesNotContain(other.FindAll(".actions button"), button => button.TextContent.Trim() == "Cancel");
        await own.InvokeAsync(() => own.FindAll(".actions button").Single(button => button.TextContent.Trim() == "Cancel").ClickAsync(new()));

        other.WaitForAssertion(() => Assert.NotEmpty(other.FindAll("[data-state=Stopped]")), TimeSpan.FromSeconds(20));
        own.WaitForAssertion(() => Assert.NotEmpty(own.FindAll("[data-state=Stopped]")), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void RunPage_OfSomebodyElse_DoesNotExist()
    {
        var id = _house.Wish("Vera's", _house.Person("vera", Roles.Trainer));
        using var others = new BunitContext();
        Serve(others, _house, _house.Person("ada", Roles.Trainer));

        Assert.Contains("does not exist", others.Render<RunPage>(parameters => parameters.Add(run => run.Id, id.Value)).Find("h1").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunsPage_ShowsTheLine_AndMovesRunsInIt()
    {
        Assert.Contains("No run yet", Context.Render<RunsPage>().Markup, StringComparison.Ordinal);
        var ids = new[] { "one", "two" }.Select(title => _house.Wish(title)).ToList();
        var page = Context.Render<RunsPage>();

        Assert.Contains($"/runs/{ids[0]}", page.Find("tbody").InnerHtml, StringComparison.Ordinal);
        await page.InvokeAsync(() => page.Find("button[aria-label='Move two forward']").ClickAsync(new()));

        Assert.Equal(["two", "one"], _house.Desk.Line(_house.Me).Select(run => run.Title));
        page.WaitForAssertion(() => Assert.StartsWith("two", page.FindAll(".queue a")[0].TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunsPage_KeepsArchivedRuns_BehindALink()
    {
        var ids = new[] { "new", "old" }.Select(title => _house.Wish(title)).ToList();
        _house.Book.Update(ids[1], card => card with { State = RunState.Finished, ArchivedAt = DateTimeOffset.UnixEpoch });
        var page = Context.Render<RunsPage>();
        Assert.DoesNotContain($"/runs/{ids[1]}", page.Find("table.runs").InnerHtml, StringComparison.Ordinal);

        await page.InvokeAsync(() => page.FindAll("button.link").Single(button => button.TextContent == "Show the archive (1)").ClickAsync(new()));
        Assert.DoesNotContain($"/runs/{ids[0]}", page.Find("table.runs").InnerHtml, StringComparison.Ordinal);
        await page.InvokeAsync(() => page.Find("button[aria-label='Bring old back']").ClickAsync(new()));

        Assert.Contains($"/runs/{ids[1]}", page.Find("table.runs").InnerHtml, StringComparison.Ordinal);
        Assert.Null(_house.Desk.Find(ids[1], _house.Me)!.ArchivedAt);
    }

    [Fact]
    public async Task RunPage_OfATeam_AsksToShare_AndAnAdminSendsItBack()
    {
        var vera = _house.Person("vera", Roles.Trainer);
        var id = Trained(vera);
        await using var hers = new BunitContext();
        Serve(hers, _house, vera);
        var own = hers.Render<RunPage>(parameters => parameters.Add(run => run.Id, id.Value));
        await own.InvokeAsync(() => own.FindAll("button").Single(button => button.TextContent.Trim() == "Ask to share it").ClickAsync(new()));
        Assert.Contains("Waits for approval", own.Markup, StringComparison.Ordinal);

        var page = Open(id.Value);
        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent.Trim() == "Send it back …").ClickAsync(new()));
        await page.InvokeAsync(() => page.FindAll("section[aria-labelledby=sharing-title] textarea")[0].ChangeAsync(new() { Value = "It is rude." }));
        await page.InvokeAsync(() => page.FindAll("section[aria-labelledby=sharing-title] textarea")[1].ChangeAsync(new() { Value = "Teach it manners." }));
        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent.Trim() == "Send it back").ClickAsync(new()));

        own.WaitForAssertion(() => Assert.Contains("Teach it manners.", own.Markup, StringComparison.Ordinal));
        Assert.False(_house.Desk.Find(id, vera)!.IsShared);
    }

    [Fact]
    public async Task RunsPage_OffersToCompare_WhatIsTicked()
    {
        var ids = new[] { "one", "two", "three" }.Select(title => _house.Wish(title)).ToList();
        var page = Context.Render<RunsPage>();

        await page.InvokeAsync(() => page.Find("input[aria-label='Compare one']").ChangeAsync(new() { Value = true }));
        Assert.Empty(page.FindAll(".go"));
        await page.InvokeAsync(() => page.Find("input[aria-label='Compare three']").ChangeAsync(new() { Value = true }));

        Assert.Equal($"/runs/compare?ids={ids[0]},{ids[2]}", page.Find(".go").GetAttribute("href"));
    }

    internal static void Serve(BunitContext context, RunsHouse house, CurrentAccount me)
    {
        MudBlazor.Services.ServiceCollectionExtensions.AddMudServices(context.Services);
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        var options = new StudioOptions
        {
            ModelsFolder = Path.Combine(AppContext.BaseDirectory, "models"),
            StarterSetFolder = Path.Combine(AppContext.BaseDirectory, "starter-set"),
        };
        context.Services.AddSingleton(options).AddSingleton(TimeProvider.System).AddSingleton(house.Desk).AddSingleton(house.Feed).AddSingleton(house.Sharing).AddSingleton(me).AddLocalization()
            .AddSingleton(house.Services.GetRequiredService<AccountDirectory>()).AddSingleton(house.Services.GetRequiredService<RunKeeping>()).AddSingleton(house.Services.GetRequiredService<OpenLedger.Studio.Features.Runs.Tuning.TuningDesk>())
            .AddSingleton<ILogger<ChatDesk>>(NullLogger<ChatDesk>.Instance)
            .AddSingleton(Shelves.With(_ => new FakeChatModel())).AddSingleton(new ChatLine(TimeSpan.FromSeconds(10)))
            .AddSingleton<ChatDesk>().AddSingleton<ModelDesk>().AddSingleton<StarterSetDesk>().AddScoped<CircuitPresence>()
            .AddSingleton(house.Services.GetRequiredService<IDbContextFactory<StudioContext>>()).AddSingleton(house.Services.GetRequiredService<WriteQueue>())
            .AddSingleton(house.Services.GetRequiredService<AuditLog>()).AddSingleton(house.Services.GetRequiredService<DataFolder>()).AddDatanets();
        context.SetRendererInfo(new RendererInfo("Server", true));
    }

    private IRenderedComponent<RunPage> Open(string id) => Context.Render<RunPage>(parameters => parameters.Add(run => run.Id, id));

    private RunId Trained(CurrentAccount? owner = null)
    {
        var id = _house.Wish(by: owner);
        var lines = Enumerable.Range(1, 20).Select(step => string.Create(
            CultureInfo.InvariantCulture, $"{{\"step\":{step},\"loss\":{0.5 + (3.5 * Math.Exp(-step / 6.0)):0.000},\"tokens_per_second\":900{(step % 4 == 0 ? $",\"eval_loss\":{0.6 + (3.5 * Math.Exp(-step / 6.0)):0.000}" : null)}}}"));
        File.WriteAllLines(_house.Folders.FileOf(id, "metrics.jsonl"), lines);
        File.WriteAllText(_house.Folders.FileOf(id, "adapter_config.json"), "{}");
        File.WriteAllText(_house.Folders.FileOf(id, "adapter_model.safetensors"), "");
        _house.Train(id);
        return id;
    }
}
