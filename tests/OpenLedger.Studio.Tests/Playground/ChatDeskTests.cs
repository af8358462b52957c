using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Playground;
using OpenLedger.Training;

namespace OpenLedger.Studio.Tests.Playground;

public class ChatDeskTests
{
    private static readonly ChatTurn[] Nothing = [];

    [Fact]
    public async Task Voices_AnswerTogether_EachItsOwnConversation()
    {
        using var shelf = Shelves.With(_ => new FakeChatModel());

        var pieces = await All(Shelves.Desk(shelf).AnswerAsync("models/nano", [null, "tuned"], Ask("When does it open?"), TestContext.Current.CancellationToken));

        Assert.Equal("base: When does it open? ", TextOf(pieces, 0));
        Assert.Equal("tuned: When does it open? ", TextOf(pieces, 1));
        Assert.Equal([0, 1, 0, 1], pieces.Where(piece => piece.Voice >= 0).Take(4).Select(piece => piece.Voice));
        Assert.All([0, 1], voice => Assert.True(pieces.Last(piece => piece.Voice == voice).TokensPerSecond > 0));
    }

    [Fact]
    public async Task VoicesOfSeveralModels_AnswerTogether_AndOneThatIsGoneSaysSo()
    {
        var loaded = new List<string>();
        using var shelf = Shelves.With(folder => { loaded.Add(folder); return new FakeChatModel(); });
        ChatSpeaker?[] speakers = [new("models/a", null), new("models/b", "tuned"), null, new("models/a", "other")];
        ChatTurn[] asked = [new(true, "Hello")];

        var pieces = await All(Shelves.Desk(shelf).AnswerAsync(speakers, new ChatAsk([asked, asked, asked, Nothing], new ChatSampling()), "Vera", TestContext.Current.CancellationToken));

        Assert.Equal(["base: Hello ", "tuned: Hello ", "", ""], Enumerable.Range(0, 4).Select(voice => TextOf(pieces, voice)));
        Assert.Contains("no longer there", Assert.Single(pieces, piece => piece.Problem is not null).Problem, StringComparison.Ordinal);
        Assert.Equal(["models/a", "models/b"], loaded);
        Assert.DoesNotContain(pieces, piece => piece.Voice == 3);
    }

    [Fact]
    public async Task VoiceThatFails_SaysWhy_AndTheOtherGoesOn()
    {
        using var shelf = Shelves.With(_ => new FakeChatModel());

        var pieces = await All(Shelves.Desk(shelf).AnswerAsync("models/nano", [null, "broken"], Ask("Hello"), TestContext.Current.CancellationToken));

        Assert.Equal("base: Hello ", TextOf(pieces, 0));
        Assert.Equal("adapter_model.safetensors is cut. Train again.", Assert.Single(pieces, piece => piece.Problem is not null).Problem);
    }

    [Fact]
    public async Task ModelThatCannotBeLoaded_IsTold_AndTheOtherModelAnswers()
    {
        using var shelf = Shelves.With(folder => folder == "models/gone" ? throw new TrainingException($"{folder}: no weights.") : new FakeChatModel());
        ChatSpeaker[] speakers = [new("models/gone", null), new("models/nano", null)];

        var pieces = await All(Shelves.Desk(shelf).AnswerAsync(speakers, Ask("Hello"), "Vera", TestContext.Current.CancellationToken));

        Assert.Equal("models/gone: no weights.", Assert.Single(pieces, piece => piece.Problem is not null).Problem);
        Assert.Equal("base: Hello ", TextOf(pieces, 1));
    }

    [Fact]
    public async Task ModelThatDoesNotFit_SaysHowMuchItNeeds_AndIsNotLoaded()
    {
        var loads = 0;
        using var shelf = Shelves.With(_ => { loads++; return new FakeChatModel(); }, new ChatMemory(_ => 14_000_000_000, () => 3_000_000_000));

        var pieces = await All(Shelves.Desk(shelf).AnswerAsync("models/large", [null], Ask("Hello"), TestContext.Current.CancellationToken));

        var problem = Assert.Single(pieces, piece => piece.Problem is not null).Problem!;
        Assert.StartsWith("large needs about 14 GB of memory to answer, but only 3 GB can be had now.", problem, StringComparison.Ordinal);
        Assert.Equal(0, loads);
    }

    [Fact]
    public async Task AnswerAsLongAsItMayBe_IsMarkedAsCut_AndAShorterOneIsNot()
    {
        using var shelf = Shelves.With(_ => new FakeChatModel());
        var desk = Shelves.Desk(shelf);

        var cut = await All(desk.AnswerAsync("models/nano", [null], Ask("one two three four", longest: 3), TestContext.Current.CancellationToken));
        var whole = await All(desk.AnswerAsync("models/nano", [null], Ask("one two three four", longest: 6), TestContext.Current.CancellationToken));

        Assert.True(cut[^1].WasCut);
        Assert.Equal("base: one two ", TextOf(cut, 0));
        Assert.False(whole[^1].WasCut);
    }

    [Fact]
    public async Task WhatWasForgotten_IsToldWithTheAnswer()
    {
        using var shelf = Shelves.With(_ => new FakeChatModel());
        ChatTurn[] longTalk = [.. Enumerable.Range(0, 7).Select(place => new ChatTurn(place % 2 == 0, $"turn {place}"))];

        var pieces = await All(Shelves.Desk(shelf).AnswerAsync("models/nano", [null], new ChatAsk([longTalk], new ChatSampling()), TestContext.Current.CancellationToken));

        Assert.Equal(1, pieces.Max(piece => piece.Forgotten));
    }

    [Fact]
    public async Task SecondPerson_HearsWhoIsAnswered_AndComesNext()
    {
        using var shelf = Shelves.With(_ => new FakeChatModel());
        var desk = Shelves.Desk(shelf);
        using var stop = new CancellationTokenSource();
        await using var first = desk.AnswerAsync([new ChatSpeaker("models/nano", null)], Ask(Novel), "Vera", stop.Token).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        while (await first.MoveNextAsync() && first.Current.Voice < 0)
        {
            // Until the first word of Vera's answer.
        }

        await using var second = desk.AnswerAsync([new ChatSpeaker("models/nano", null)], Ask("Hello"), "Omar", TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await second.MoveNextAsync());
        var waiting = second.Current.Stage;
        await stop.CancelAsync();
        var said = "";
        while (await second.MoveNextAsync())
        {
            said += second.Current.Text;
        }

        Assert.Equal(new ChatStage(ChatWait.Turn, "Vera", 1), waiting);
        Assert.Equal("base: Hello ", said);
    }

    [Fact]
    public async Task LongAnswer_LetsAShortOneThrough()
    {
        using var shelf = Shelves.With(_ => new FakeChatModel());
        var desk = Shelves.Desk(shelf, slice: TimeSpan.Zero);
        using var stop = new CancellationTokenSource();
        var novel = Task.Run(async () => await All(desk.AnswerAsync([new ChatSpeaker("models/nano", null)], Ask(Novel), "Vera", stop.Token)), TestContext.Current.CancellationToken);
        await Eventually.True(() => shelf.Count == 1);

        var pieces = await All(desk.AnswerAsync([new ChatSpeaker("models/nano", "tuned")], Ask("Hello"), "Omar", TestContext.Current.CancellationToken));

        Assert.Equal("tuned: Hello ", TextOf(pieces, 0));
        Assert.False(novel.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => novel);
    }

    [Fact]
    public async Task Stop_EndsTheAnswer_AndFreesTheModel()
    {
        using var shelf = Shelves.With(_ => new FakeChatModel(), idle: TimeSpan.FromMilliseconds(100));
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var piece in Shelves.Desk(shelf).AnswerAsync("models/nano", [null], Ask(Novel), stop.Token))
            {
                await stop.CancelAsync();
            }
        });

        await Eventually.True(() => shelf.Count == 0);
    }

    [Fact]
    public void SingleQuestions_AreAnsweredOneAfterTheOther()
    {
        using var shelf = Shelves.With(_ => new FakeChatModel());

        var answers = Shelves.Desk(shelf).Ask("models/nano", ["Who?", "Where?"], new ChatSampling(), "Vera", TestContext.Current.CancellationToken).ToList();

        Assert.Equal(["base: Who? ", "base: Where? "], answers);
    }

    private static string Novel { get; } = string.Join(' ', Enumerable.Repeat("word", 2_000_000));

    private static ChatAsk Ask(string question, int longest = 10_000_000)
    {
        ChatTurn[] asked = [new(true, question)];
        return new ChatAsk([asked, asked], new ChatSampling { LongestAnswer = longest });
    }

    private static string TextOf(List<ChatPiece> pieces, int voice) => string.Concat(pieces.Where(piece => piece.Voice == voice).Select(piece => piece.Text));

    private static async Task<List<ChatPiece>> All(IAsyncEnumerable<ChatPiece> pieces)
    {
        var all = new List<ChatPiece>();
        await foreach (var piece in pieces)
        {
            all.Add(piece);
        }

        return all;
    }
}
