using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Playground;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Tests.Playground;

public sealed class PlaygroundPageTests : ComponentTest
{
    private readonly PlaygroundHouse _house;

    public PlaygroundPageTests()
    {
        _house = new PlaygroundHouse(Context.Services);
        Context.SetRendererInfo(new RendererInfo("Server", true));
        _house.Open(Context.Services);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _house.Dispose();
    }

    [Fact]
    public void Run_SpeaksBesideItsBaseModel()
    {
        var me = _house.SignIn("vera", Roles.Trainer);
        var id = _house.Trained(me, "Bellmar, first try");
        _house.Trained(me, "Bellmar, second try");

        var page = Open($"?run={id}");

        Assert.Equal(["nano-llama before", "Bellmar, first try nano-llama"], Columns(page));
    }

    [Fact]
    public void Runs_AreOffered_WhereTheyAreOnesOwnOrShared()
    {
        var omar = _house.Person("omar", Roles.Trainer);
        var secret = _house.Trained(omar, "Omar's own");
        var shared = _house.Trained(omar, "Omar's gift", isShared: true);
        var vera = _house.SignIn("vera", Roles.Viewer);

        Assert.Equal(["nano-llama", "Omar's gift"], _house.Get<VoiceDesk>().Offers(vera).Single(model => model.Id == "nano-llama").Voices.Select(voice => voice.Name));
        Assert.Equal(["nano-llama before", "Omar's gift nano-llama"], Columns(Open($"?run={shared}")));
        Assert.DoesNotContain("Omar's own", Open($"?run={secret}").Markup, StringComparison.Ordinal);
        Assert.Null(_house.Get<VoiceDesk>().Find(vera, [new VoiceKey(VoiceKind.Run, secret)])[0]);
    }

    [Theory]
    [InlineData("?model=nano-qwen", "nano-qwen as it is")]
    [InlineData("?run=20260101-000000-none", "nano-llama as it is")]
    [InlineData("?run=../../etc/passwd", "nano-llama as it is")]
    [InlineData("", "nano-llama as it is")]
    public void Address_NamesTheModel_AndWhatIsNotThereIsPassedOver(string query, string column)
    {
        _house.SignIn("vera", Roles.Admin);

        Assert.Equal([column], Columns(Open(query)));
    }

    [Fact]
    public async Task Voices_AreAddedChosenAndTakenOut_FourAtMost()
    {
        _house.Trained(_house.SignIn("vera", Roles.Trainer), "Bellmar, first try");
        var page = Open("");
        Assert.Equal(2, Columns(page).Count);

        await ClickAsync(page, () => Button(page, "Add a model"));
        await ClickAsync(page, () => Button(page, "Add a model"));
        Assert.Equal(["nano-llama before", "Bellmar, first try nano-llama", "nano-mistral as it is", "nano-qwen as it is"], Columns(page));
        Assert.True(Button(page, "Add a model").HasAttribute("disabled"));
        Assert.Equal("Four at once are the most.", Button(page, "Add a model").GetAttribute("title"));

        await ClickAsync(page, () => page.Find("button[aria-label='Take nano-mistral out']"));
        await page.Find("select[aria-label='Model of voice 3']").ChangeAsync(new() { Value = "nano-mistral" });

        Assert.Equal("nano-mistral as it is", Columns(page)[2]);
        Assert.All(page.FindAll("select[aria-label='Adapter of voice 1'] option"), option => Assert.Equal(option.TextContent == "Bellmar, first try", option.HasAttribute("disabled")));
    }

    [Fact]
    public async Task Chat_IsKept_AndFoundAgainAtItsAddress()
    {
        _house.SignIn("vera", Roles.Viewer);
        var page = Open("?model=nano-llama");

        await AskAsync(page, "When does it open?");
        page.WaitForAssertion(() => Assert.Contains("?chat=", Navigation.Uri, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal("base: When does it open? ", page.Find("[data-said]").TextContent));
        await Eventually.True(() => _house.Get<ConversationDesk>().ListOf(Id) is [var kept] && _house.Get<ConversationDesk>().Open(Id, kept.Id)!.Value.Chat.Rounds[0].Answers.Count == 1);
        var again = Open(new Uri(Navigation.Uri).Query);

        Assert.Equal("base: When does it open? ", again.Find("[data-said]").TextContent);
        Assert.Equal("When does it open?", again.Find(".chats li a").TextContent);
    }

    [Fact]
    public async Task OthersChat_IsNotShown()
    {
        var other = _house.Person("omar", Roles.Admin);
        var place = await _house.Get<ConversationDesk>().SaveAsync(other.Id, null, SavedChat.Of(new ChatThread { Rounds = [new ChatRound("Secret")] }, ["base:nano-llama"]));
        _house.SignIn("vera", Roles.Admin);

        var page = Open($"?chat={place!.Id}");

        Assert.DoesNotContain("Secret", page.Markup, StringComparison.Ordinal);
        Assert.Contains("no longer there, or it is somebody else's", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewChat_BeginsEmpty_AndTheOldOneStaysInTheList_UntilItIsDeleted()
    {
        _house.SignIn("vera", Roles.Admin);
        var page = Open("");
        await AskAsync(page, "one");
        page.WaitForAssertion(() => Assert.Equal("false", page.Find("[role=log]").GetAttribute("aria-busy")));

        await ClickAsync(page, () => Button(page, "New chat"));
        Assert.Empty(page.FindAll(".bubble"));
        Assert.Single(page.FindAll(".chats li"));
        await ClickAsync(page, () => page.Find("button[aria-label='Rename one']"));
        await page.Find("#chat-title").ChangeAsync(new() { Value = "First talk" });
        await page.Find(".chats form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("First talk", page.Find(".chats li a").TextContent));
        await ClickAsync(page, () => page.Find("button[aria-label='Delete First talk']"));

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".chats li")));
        await ClickAsync(page, () => Button(page, "Take it back"));
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".chats li")));
    }

    [Fact]
    public void ModelThatDoesNotFit_SaysSoBeforeItIsAsked()
    {
        _house.Free = 1_000;
        _house.SignIn("vera", Roles.Admin);

        var page = Open("?model=nano-llama");

        Assert.StartsWith("nano-llama needs about 1 GB of memory to answer, but only 1 kB can be had now", page.Find(".note.warn").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void BlindVote_TakesTwoVoices_AndSaysSo()
    {
        _house.SignIn("vera", Roles.Admin);

        var page = Open("?model=nano-llama");

        Assert.True(Button(page, "Blind vote").HasAttribute("disabled"));
        Assert.Contains("takes two voices; now there are 1", page.Find(".modes").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void WhoIsNotSignedInAnyMore_HasNobodyToTalkWith()
    {
        Assert.Empty(_house.Get<VoiceDesk>().Offers(_house.Get<CurrentAccount>()));
        Assert.Contains("There is no model to talk with", Open("").Markup, StringComparison.Ordinal);
    }

    private NavigationManager Navigation => Context.Services.GetRequiredService<NavigationManager>();

    private string Id => _house.Get<CurrentAccount>().Id;

    private static List<string> Columns(IRenderedComponent<PlaygroundPage> page) =>
        [.. page.FindAll("section.column h2").Select(head => string.Join(' ', head.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<PlaygroundPage> page, string text) =>
        page.FindAll("button").First(button => button.TextContent.Trim() == text);

    private static Task ClickAsync(IRenderedComponent<PlaygroundPage> page, Func<AngleSharp.Dom.IElement> button) => page.InvokeAsync(() => button().ClickAsync(new()));

    private static async Task AskAsync(IRenderedComponent<PlaygroundPage> page, string question)
    {
        await page.Find("#chat-question").ChangeAsync(new() { Value = question });
        _ = page.Find(".ask form").SubmitAsync();
    }

    private IRenderedComponent<PlaygroundPage> Open(string query)
    {
        Navigation.NavigateTo($"/playground{query}");
        return Context.Render<PlaygroundPage>();
    }
}
