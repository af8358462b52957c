using Microsoft.Extensions.Logging.Abstractions;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Playground;

namespace OpenLedger.Studio.Tests.Playground;

public class ChatDeskTests
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Voices_AnswerTogether_EachItsOwnConversation()
    {
        using var shelf = new ModelShelf((_, _) => new FakeChatModel(), TimeProvider.System, Idle);
        var desk = new ChatDesk(shelf, NullLogger<ChatDesk>.Instance);

        var pieces = await All(desk.AnswerAsync("models/nano", [null, "tuned"], Ask("When does it open?"), TestContext.Current.CancellationToken));

        Assert.Equal("base: When does it open? ", string.Concat(pieces.Where(piece => piece.Voice == 0).Select(piece => piece.Text)));
        Assert.Equal("tuned: When does it open? ", string.Concat(pieces.Where(piece => piece.Voice == 1).Select(piece => piece.Text)));
        Assert.Equal([0, 1, 0, 1], pieces.Take(4).Select(piece => piece.Voice));
        Assert.All([0, 1], voice => Assert.True(pieces.Last(piece => piece.Voice == voice).TokensPerSecond > 0));
    }

    [Fact]
    public async Task VoiceThatFails_SaysWhy_AndTheOtherGoesOn()
    {
        using var shelf = new ModelShelf((_, _) => new FakeChatModel(), TimeProvider.System, Idle);
        var desk = new ChatDesk(shelf, NullLogger<ChatDesk>.Instance);

        var pieces = await All(desk.AnswerAsync("models/nano", [null, "broken"], Ask("Hello"), TestContext.Current.CancellationToken));

        Assert.Equal("base: Hello ", string.Concat(pieces.Where(piece => piece.Voice == 0).Select(piece => piece.Text)));
        Assert.Equal("adapter_model.safetensors is cut. Train again.", Assert.Single(pieces, piece => piece.Problem is not null).Problem);
    }

    [Fact]
    public async Task ModelThatCannotBeLoaded_IsTold()
    {
        using var shelf = new ModelShelf((folder, _) => throw new OpenLedger.Training.TrainingException($"{folder}: no weights."), TimeProvider.System, Idle);
        var desk = new ChatDesk(shelf, NullLogger<ChatDesk>.Instance);

        var pieces = await All(desk.AnswerAsync("models/gone", [null, "tuned"], Ask("Hello"), TestContext.Current.CancellationToken));

        Assert.Equal(2, pieces.Count(piece => piece.Problem == "models/gone: no weights."));
    }

    [Fact]
    public async Task Stop_EndsTheAnswer_AndFreesTheModel()
    {
        using var shelf = new ModelShelf((_, _) => new FakeChatModel(), TimeProvider.System, Idle);
        var desk = new ChatDesk(shelf, NullLogger<ChatDesk>.Instance);
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var piece in desk.AnswerAsync("models/nano", [null], Ask(string.Join(' ', Enumerable.Repeat("word", 100_000))), stop.Token))
            {
                await stop.CancelAsync();
            }
        });

        using var loan = shelf.Take("models/nano", TestContext.Current.CancellationToken);
        Assert.NotNull(loan.Model);
    }

    private static ChatAsk Ask(string question) => new([[new ChatTurn(true, question)], [new ChatTurn(true, question)]], 0, 64);

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
