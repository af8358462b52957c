using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Store;
using Words = OpenLedger.Studio.Features.Runs.Words;

namespace OpenLedger.Studio.Tests.Runs;

/// <summary>Who answers in the chat of a run, while it trains and after.</summary>
public sealed class RunChatTests : ComponentTest
{
    private readonly RunsHouse _house = new((_, _, _) => RunsHouse.Outcome);
    private readonly RunId _id;

    public RunChatTests()
    {
        RunPageTests.Serve(Context, _house, _house.Me);
        _id = _house.Wish();
        _house.Book.Update(_id, card => card with { State = RunState.Running });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _house.Dispose();
    }

    [Fact]
    public async Task Chat_FollowsTheNewest_UntilSomethingIsAsked_AndThenStays()
    {
        var chat = Open(Kept(10));
        chat.Render(parameters => parameters.Add(run => run.Checkpoints, Kept(10, 20)));
        Assert.Contains("step 20", chat.FindAll(".column h2")[1].TextContent, StringComparison.Ordinal);

        await AskAsync(chat, "Who opens?");
        chat.WaitForAssertion(() => Assert.Contains("step-20: Who opens?", chat.Markup, StringComparison.Ordinal));
        chat.Render(parameters => parameters.Add(run => run.Checkpoints, Kept(10, 20, 30)));

        Assert.Contains("step 20", chat.FindAll(".column h2")[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("step-20: Who opens?", chat.Markup, StringComparison.Ordinal);
        Assert.Contains("The state of step 20 answers; there is a newer one.", chat.Find("p.note[role=status]").TextContent, StringComparison.Ordinal);

        await chat.InvokeAsync(() => chat.FindAll("button.link").Single(button => button.TextContent.Trim() == "Let the newest answer (step 30)").ClickAsync(new()));

        Assert.Contains("step 30", chat.FindAll(".column h2")[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("Who opens?", chat.Find(".asked").TextContent, StringComparison.Ordinal);
        Assert.Empty(chat.FindAll("p.note[role=status]"));
    }

    [Fact]
    public async Task Chat_ThatBeganWithAStep_LosesNothing_WhenTheRunEnds_OrTheStepIsGone()
    {
        var chat = Open(Kept(10));
        await AskAsync(chat, "Who opens?");
        chat.WaitForAssertion(() => Assert.Contains("step-10: Who opens?", chat.Markup, StringComparison.Ordinal));

        chat.Render(parameters => parameters.Add(run => run.AdapterFolder, _house.Folders.PathOf(_id)));
        Assert.Contains("step-10: Who opens?", chat.Markup, StringComparison.Ordinal);
        Assert.Contains("Let the result answer", chat.Find("p.note[role=status]").TextContent, StringComparison.Ordinal);

        chat.Render(parameters => parameters.Add(run => run.Checkpoints, []));
        Assert.Contains("Who opens?", chat.Find(".asked").TextContent, StringComparison.Ordinal);
        Assert.Contains("is not kept any more", chat.Find("p.note[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Card_SaysWhichState_TheChatIsToTake()
    {
        Kept(10, 20);
        File.WriteAllText(_house.Folders.FileOf(_id, "adapter_config.json"), "{}");
        File.WriteAllText(_house.Folders.FileOf(_id, "adapter_model.safetensors"), "");
        var page = Context.Render<RunPage>(parameters => parameters.Add(run => run.Id, _id.Value));
        Assert.Contains("tuned", page.FindAll(".column h2")[1].TextContent, StringComparison.Ordinal);

        await page.InvokeAsync(() => page.Find("a[aria-label='Chat with the state of step 10']").ClickAsync(new()));

        page.WaitForAssertion(() => Assert.Contains("step 10", page.FindAll(".column h2")[1].TextContent, StringComparison.Ordinal));
        Assert.Equal("10", page.Find("#chat select").GetAttribute("value"));
    }

    [Fact]
    public async Task EndOfARun_IsToldOnEveryPage_ToItsOwnerAlone_InTheirLanguage()
    {
        var browser = Context.JSInterop.SetupModule("./Features/Runs/EndNotice.razor.js");
        using (Speaking.German())
        {
            Context.Render<EndNotices>();
        }

        var vera = _house.Person("vera", Roles.Trainer);
        _house.Train(_house.Wish("Vera's", vera));
        var mine = _house.Wish("Mine");
        _house.Train(mine);

        await Eventually.True(() => browser.Invocations["tell"].Count > 0);
        var told = Assert.Single(browser.Invocations["tell"]);
        Assert.Equal(("Mine", $"/runs/{mine}"), (told.Arguments[0], told.Arguments[2]));
        var card = _house.Desk.Find(mine, _house.Me)!;
        var headline = RunVerdict.Of(card, null, card.Judgement, null).Headline;
        using var german = Speaking.German();
        Assert.Equal(headline.In(Context.Services.GetRequiredService<IStringLocalizer<Words>>()), told.Arguments[1]);
        Assert.NotEqual(headline.ToString(), told.Arguments[1]);
    }

    private IRenderedComponent<RunChat> Open(IReadOnlyList<int> checkpoints) =>
        Context.Render<RunChat>(parameters => parameters.Add(run => run.Card, _house.Desk.Find(_id, _house.Me)!).Add(run => run.Checkpoints, checkpoints));

    private static Task AskAsync(IRenderedComponent<RunChat> chat, string question) => chat.InvokeAsync(async () =>
    {
        await chat.Find("#chat-question").ChangeAsync(new() { Value = question });
        await chat.Find("form[data-ask]").SubmitAsync();
    });

    private int[] Kept(params int[] steps)
    {
        foreach (var step in steps)
        {
            var folder = Directory.CreateDirectory(_house.Folders.FileOf(_id, $"checkpoints/step-{step}")).FullName;
            File.WriteAllText(Path.Combine(folder, "adapter_config.json"), "{}");
            File.WriteAllText(Path.Combine(folder, "adapter_model.safetensors"), "");
        }

        return steps;
    }
}
