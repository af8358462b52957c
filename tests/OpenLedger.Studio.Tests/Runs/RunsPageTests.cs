using AngleSharp.Dom;
using Bunit;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Tests.Runs;

public sealed class RunsPageTests : ComponentTest
{
    private readonly RunsHouse _house = new((_, _, _) => RunsHouse.Outcome);

    public RunsPageTests() => RunPageTests.Serve(Context, _house, _house.Me);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _house.Dispose();
    }

    [Fact]
    public async Task List_OfManyRuns_HasPages()
    {
        for (var number = 1; number <= 60; number++)
        {
            await AddAsync(number, RunState.Finished);
        }

        var page = Context.Render<RunsPage>();

        Assert.Equal(50, Rows(page).Count);
        Assert.Contains("run 60", Rows(page)[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("1 to 50 of 60", page.Markup, StringComparison.Ordinal);
        await page.InvokeAsync(() => page.FindAll(".pages button").Single(button => button.TextContent.Trim() == "Older").ClickAsync(new()));
        Assert.Equal(10, Rows(page).Count);
        Assert.Contains("run 1", Rows(page)[^1].TextContent, StringComparison.Ordinal);
        Assert.True(page.FindAll(".pages button").Single(button => button.TextContent.Trim() == "Older").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Step_OfTheRunThatTrains_IsShown_WithoutReadingTheListAgain()
    {
        var id = await AddAsync(1, RunState.Running);
        _house.Feed.Publish(id, At(1));
        var page = Context.Render<RunsPage>();
        Assert.Contains("step 1 of 20", page.Markup, StringComparison.Ordinal);

        // Behind the page's back: nobody tells.
        await _house.Book.UpdateAsync(id, card => card with { Title = "another name" });
        _house.Feed.Publish(id, At(7));

        page.WaitForAssertion(() => Assert.Contains("step 7 of 20", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.DoesNotContain("another name", page.Find("table.runs").TextContent, StringComparison.Ordinal);

        _house.Feed.Tell(id);

        page.WaitForAssertion(() => Assert.Contains("another name", page.Find("table.runs").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
    }

    private static IReadOnlyList<IElement> Rows(IRenderedComponent<RunsPage> page) => page.FindAll("table.runs tbody tr");

    private static RunProgress At(int step) => new(RunPhase.Training, step, 20, 1, 1e-3, 1, 1000, null, TimeSpan.FromSeconds(1), null);

    private async Task<RunId> AddAsync(int number, RunState state)
    {
        var made = DateTimeOffset.UnixEpoch.AddMinutes(number);
        var id = RunId.New(made);
        await _house.Book.AddAsync(new RunCard { Id = id.Value, OwnerId = _house.Me.Id, Title = $"run {number}", Model = "nano-llama", CreatedAt = made, QueuedAt = made, State = state });
        return id;
    }
}
