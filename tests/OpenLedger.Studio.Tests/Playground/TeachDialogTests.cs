using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Playground;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Tests.Playground;

public sealed class TeachDialogTests : ComponentTest
{
    private readonly PlaygroundHouse _house;
    private readonly FakeShelf _shelf = new();

    public TeachDialogTests()
    {
        Context.Services.AddSingleton<IExampleShelf>(_shelf);
        _house = new PlaygroundHouse(Context.Services);
        _house.Open(Context.Services);
        _house.SignIn("vera", Roles.Trainer);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _house.Dispose();
    }

    [Fact]
    public async Task ChangedAnswer_GoesIntoTheChosenSet_WithoutWhatWasSaidBefore()
    {
        var page = await OpenAsync();

        await page.Find("#teach-answer").ChangeAsync(new() { Value = "  At six, every day.  " });
        await page.Find("#teach-set").ChangeAsync(new() { Value = "two" });
        await KeepAsync(page);

        Assert.Equal(("two", "Be brief."), (_shelf.Set, _shelf.SystemPrompt));
        Assert.Equal(["And on Sunday?", "At six, every day."], _shelf.Turns.Select(turn => turn.Text));
        page.WaitForAssertion(() => Assert.StartsWith("Kept in Museum, which has 8 examples now.", page.Find("[role=status]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Conversation_GoesAlong_WhereItIsWanted_IntoANewSet()
    {
        var page = await OpenAsync();

        await page.Find("input[type=checkbox]").ChangeAsync(new() { Value = true });
        await page.Find("#teach-set").ChangeAsync(new() { Value = "" });
        await page.Find("#teach-name").ChangeAsync(new() { Value = "Opening hours" });
        await KeepAsync(page);

        Assert.Equal((null, "Opening hours"), (_shelf.Set, _shelf.NewName));
        Assert.Equal(["When does it open?", "At six.", "And on Sunday?", "At six too."], _shelf.Turns.Select(turn => turn.Text));
    }

    [Fact]
    public async Task EmptyAnswer_AndWhatTheSetRefuses_AreTold()
    {
        var page = await OpenAsync();
        await page.Find("#teach-answer").ChangeAsync(new() { Value = " " });
        await KeepAsync(page);
        Assert.Contains("The answer is empty", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(_shelf.Turns);

        _shelf.Problem = "This set is no longer there.";
        await page.Find("#teach-answer").ChangeAsync(new() { Value = "At six." });
        await KeepAsync(page);

        page.WaitForAssertion(() => Assert.Equal("This set is no longer there.", page.Find("[role=alert]").TextContent));
    }

    private static Task KeepAsync(IRenderedComponent<MudDialogProvider> page) =>
        page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent.Trim() == "Keep as example").ClickAsync(new()));

    private async Task<IRenderedComponent<MudDialogProvider>> OpenAsync()
    {
        var voice = new ChatVoice("Bellmar", "tuned", true);
        var thread = new ChatThread
        {
            SystemPrompt = "Be brief.",
            Rounds =
            [
                new ChatRound("When does it open?") { Answers = new() { [voice.Key] = new ChatReply { Text = "At six." } } },
                new ChatRound("And on Sunday?") { Answers = new() { [voice.Key] = new ChatReply { Text = "At six too." } } },
            ],
        };
        var page = Context.Render<MudDialogProvider>();
        await page.InvokeAsync(() => Context.Services.GetRequiredService<IDialogService>()
            .ShowAsync<TeachDialog>(null, new DialogParameters<TeachDialog> { { dialog => dialog.Spot, new ChatSpot(thread, 1, voice) } }));
        page.WaitForAssertion(() => Assert.Equal("At six too.", page.Find("#teach-answer").GetAttribute("value")));
        return page;
    }

    private sealed class FakeShelf : IExampleShelf
    {
        public string? Set { get; private set; }

        public string NewName { get; private set; } = "";

        public string? SystemPrompt { get; private set; }

        public IReadOnlyList<ChatTurn> Turns { get; private set; } = [];

        public string? Problem { get; set; }

        public IReadOnlyList<ExampleSet> SetsOf(CurrentAccount person) => [new("one", "Boats", 3), new("two", "Museum", 7)];

        public Task<ExampleReceipt> KeepAsync(CurrentAccount person, string? setId, string newName, string? systemPrompt, IReadOnlyList<ChatTurn> turns)
        {
            (Set, NewName, SystemPrompt, Turns) = (setId, newName, systemPrompt, turns);
            return Task.FromResult(Problem is null ? new ExampleReceipt(new ExampleSet("two", "Museum", 8), null) : new ExampleReceipt(null, Problem));
        }
    }
}
