using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Playground;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Tests.Playground;

public sealed class ConversationDeskTests : IDisposable
{
    private readonly PlaygroundHouse _house = new PlaygroundHouse().Open();

    private ConversationDesk Desk => _house.Get<ConversationDesk>();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Chat_IsReadAsItWasKept()
    {
        var thread = Talk("When does it open?", ("base:nano-llama", "I do not <b>know</b>."), ("run:1", "At six.\n🦊"));
        thread.SystemPrompt = "Be brief.";
        thread.Sampling = new ChatSampling { Temperature = 0.7, LongestAnswer = 64, Seed = 3 };
        thread.Rounds[0].Answers["run:1"].TokensPerSecond = 210;
        thread.Rounds[0].Answers["run:1"].WasCut = true;

        var place = await Desk.SaveAsync("vera", null, SavedChat.Of(thread, ["base:nano-llama", "run:1"]));
        var (kept, chat) = Desk.Open("vera", place!.Id)!.Value;

        Assert.Equal(place, kept);
        Assert.Equal("When does it open?", kept.Title);
        Assert.Equal(["base:nano-llama", "run:1"], chat.Voices);
        var again = chat.Thread();
        Assert.Equal((thread.SystemPrompt, thread.Sampling), (again.SystemPrompt, again.Sampling));
        Assert.Equal(["I do not <b>know</b>.", "At six.\n🦊"], again.Rounds[0].Answers.Values.Select(answer => answer.Text));
        Assert.Equal((210, true, 1), (again.Rounds[0].Answers["run:1"].TokensPerSecond, again.Rounds[0].Answers["run:1"].WasCut, again.Rounds[0].Answers["run:1"].Tries));
    }

    [Fact]
    public async Task AnswerThatIsBeingSaid_IsNotKeptYet()
    {
        var thread = Talk("Hello");
        thread.Rounds[0].Begin("base:nano-llama").Take(new ChatPiece(0, "Hel"));

        var place = await Desk.SaveAsync("vera", null, SavedChat.Of(thread, ["base:nano-llama"]));

        Assert.Empty(Desk.Open("vera", place!.Id)!.Value.Chat.Rounds[0].Answers);
    }

    [Fact]
    public async Task OthersChats_AreNotThere_WhateverIsTried()
    {
        var place = (await Desk.SaveAsync("vera", null, SavedChat.Of(Talk("Secret"), [])))!;

        Assert.Empty(Desk.ListOf("omar"));
        Assert.Null(Desk.Open("omar", place.Id));
        Assert.False(await Desk.RenameAsync("omar", place.Id, "Mine"));
        Assert.False(await Desk.DeleteAsync("omar", place.Id));
        var other = await Desk.SaveAsync("omar", place, SavedChat.Of(Talk("Overwritten"), []));

        Assert.NotEqual(place.Id, other!.Id);
        Assert.Equal("Secret", Desk.Open("vera", place.Id)!.Value.Chat.Rounds[0].Question);
    }

    [Fact]
    public async Task TwoWindows_OnOneChat_LoseNothing()
    {
        var place = (await Desk.SaveAsync("vera", null, SavedChat.Of(Talk("Hello"), [])))!;
        await Task.Delay(5, TestContext.Current.CancellationToken);
        var one = (await Desk.SaveAsync("vera", place, SavedChat.Of(Talk("Hello", ("a", "from one window")), [])))!;

        var other = (await Desk.SaveAsync("vera", place, SavedChat.Of(Talk("Hello", ("a", "from the other")), [])))!;

        Assert.Equal((place.Id, true), (one.Id, one.Id != other.Id));
        Assert.Equal(["from one window", "from the other"], new[] { one, other }.Select(kept => Desk.Open("vera", kept.Id)!.Value.Chat.Rounds[0].Answers["a"].Text));
    }

    [Theory]
    [InlineData("  When\r\n\tdoes   it open? ", "When does it open?")]
    [InlineData("Right\u202Eto left\u0007", "Rightto left")]
    [InlineData("a\u200Bb\u0000c", "ab c")]
    public async Task Title_IsOneLineOfPlainText(string question, string title)
    {
        var place = await Desk.SaveAsync("vera", null, SavedChat.Of(Talk(question), []));

        Assert.Equal(title, place!.Title);
    }

    [Fact]
    public async Task LongTitle_IsCut_AndRenamedOneStays()
    {
        var place = (await Desk.SaveAsync("vera", null, SavedChat.Of(Talk(new string('x', 500)), [])))!;
        Assert.Equal(81, place.Title.Length);

        Assert.False(await Desk.RenameAsync("vera", place.Id, " \n"));
        Assert.True(await Desk.RenameAsync("vera", place.Id, "Opening hours"));
        var again = await Desk.SaveAsync("vera", place, SavedChat.Of(Talk("x"), []));

        Assert.Equal((place.Id, "Opening hours"), (again!.Id, again.Title));
    }

    [Fact]
    public async Task DeletedChat_RestsInTheTrash_UntilItIsTakenBackOrRemoved()
    {
        var place = (await Desk.SaveAsync("vera", null, SavedChat.Of(Talk("A secret question"), [])))!;
        ITrashKeeper trash = _house.Services.GetTrash();

        Assert.True(await Desk.DeleteAsync("vera", place.Id));
        Assert.Empty(Desk.ListOf("vera"));
        var thing = Assert.Single(trash.All());
        Assert.Equal((place.Id, "vera"), (thing.Id, thing.OwnerId));
        Assert.DoesNotContain("secret", thing.Name, StringComparison.Ordinal);
        Assert.True(await Desk.RestoreAsync("vera", place.Id));
        Assert.Single(Desk.ListOf("vera"));

        Assert.Null(await trash.RemoveAsync(place.Id, TestContext.Current.CancellationToken));
        Assert.Single(Desk.ListOf("vera"));
        await Desk.DeleteAsync("vera", place.Id);
        Assert.Null(await trash.RemoveAsync(place.Id, TestContext.Current.CancellationToken));
        Assert.False(await Desk.RestoreAsync("vera", place.Id));
    }

    [Fact]
    public async Task Storage_CountsAPersonsChatsTogether_AndClearsThemIntoTheTrash()
    {
        await Desk.SaveAsync("vera", null, SavedChat.Of(Talk("one"), []));
        await Desk.SaveAsync("vera", null, SavedChat.Of(Talk("two"), []));
        await Desk.SaveAsync("omar", null, SavedChat.Of(Talk("three"), []));
        IStorageTenant storage = _house.Services.GetStorage();

        var things = storage.All(TestContext.Current.CancellationToken);
        await storage.ClearAsync("vera", TestContext.Current.CancellationToken);

        Assert.Equal(["omar", "vera"], things.Select(thing => thing.OwnerId).Order());
        Assert.True(things.Single(thing => thing.OwnerId == "vera").Bytes > things.Single(thing => thing.OwnerId == "omar").Bytes);
        Assert.Empty(Desk.ListOf("vera"));
        Assert.Single(Desk.ListOf("omar"));
    }

    [Fact]
    public async Task ChatThatIsTooLong_IsNotKept()
    {
        var thread = Talk("Hello", ("a", new string('x', SavedChat.LongestText)));

        Assert.Null(await Desk.SaveAsync("vera", null, SavedChat.Of(thread, [])));
        Assert.Empty(Desk.ListOf("vera"));
    }

    private static ChatThread Talk(string question, params (string Voice, string Text)[] answers) => new()
    {
        Rounds = [new ChatRound(question) { Answers = answers.ToDictionary(answer => answer.Voice, answer => new ChatReply { Text = answer.Text }) }],
    };
}
