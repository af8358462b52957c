using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenLedger.Studio.Features.Home;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Tests.Runs;
using OpenLedger.Training.Verdicts;

namespace OpenLedger.Studio.Tests.Home;

public sealed class HomePageTests : ComponentTest
{
    private static readonly DateTimeOffset Night = new(2026, 11, 25, 3, 0, 0, TimeSpan.Zero);

    private readonly RunsHouse _house = new((_, _, _) => RunsHouse.Outcome);

    public HomePageTests()
    {
        Context.Services.AddSingleton<ComputerCheck>().AddSingleton(_house.Services.GetRequiredService<MachineDesk>()).AddSingleton(_house.Services.GetRequiredService<IHostApplicationLifetime>());
        RunPageTests.Serve(Context, _house, _house.Me);

        // Nobody is there yet, so that the computer is not checked.
        Context.SetRendererInfo(new RendererInfo("Static", false));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _house.Dispose();
    }

    [Fact]
    public async Task RunThatBrokeOvernight_IsToldFirst_WithItsReasonAndTheWayOut()
    {
        Ended("fine", Night.AddHours(-2), card => card with { State = RunState.Finished, Step = 20 });
        var id = Ended("broken", Night, card => card with { State = RunState.Failed, Step = 7, Failure = RunFailure.DiskFull, Problem = "The disk is full, so {nothing} can be saved." });

        var page = Context.Render<HomePage>();

        var ended = page.Find("section[aria-label='Ended last']");
        Assert.Contains("broken", ended.QuerySelector(".title")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("It broke off.", ended.TextContent, StringComparison.Ordinal);
        Assert.Contains("so {nothing} can be saved", ended.TextContent, StringComparison.Ordinal);
        Assert.NotNull(ended.QuerySelector("a[href='/storage']"));
        await page.InvokeAsync(() => page.Find("section[aria-label='Ended last'] .next button").ClickAsync(new()));
        Assert.Equal(RunState.Waiting, _house.StateOf(id));
        Assert.Contains("fine", page.Find("section[aria-label='Ended last'] .title").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Verdict_IsTheOneOfTheRunsOwnPage()
    {
        // There is nothing in its folder to judge it anew by.
        Ended("memorised", Night, card => card with
        {
            State = RunState.Finished, Step = 20, Judgement = new RunJudgement { Kind = VerdictKind.Overfitting, Since = 12, LastStep = 20, HeldOutStart = 4, HeldOutBest = 1, HeldOutBestStep = 12, HeldOutEnd = 2 },
        });

        var ended = Context.Render<HomePage>().Find("section[aria-label='Ended last']");

        Assert.Contains("It memorised, since step 12.", ended.TextContent, StringComparison.Ordinal);
        Assert.Contains("the loss was best at step 12", ended.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void StoppedRun_IsTold_ButNotOneThatWasCancelledBeforeItBegan()
    {
        Ended("stopped", Night, card => card with { State = RunState.Stopped, Step = 9 });
        Ended("cancelled", Night.AddHours(1), card => card with { State = RunState.Stopped });

        var ended = Context.Render<HomePage>().Find("section[aria-label='Ended last']");

        Assert.Contains("stopped", ended.QuerySelector(".title")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("It was stopped at step 9", ended.TextContent, StringComparison.Ordinal);
    }

    private RunId Ended(string title, DateTimeOffset at, Func<RunCard, RunCard> end)
    {
        var id = _house.Wish(title);
        _house.Book.Update(id, card => end(card) with { EndedAt = at });
        return id;
    }
}
