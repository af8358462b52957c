using OpenLedger.Studio.Features.Playground;

namespace OpenLedger.Studio.Tests.Playground;

public sealed class VoteDeskTests : IDisposable
{
    private static readonly VoiceKey Base = new(VoiceKind.Base, "nano-llama");
    private static readonly VoiceKey Tuned = new(VoiceKind.Run, "20261125-030000-abcd");

    private readonly PlaygroundHouse _house = new PlaygroundHouse().Open();

    private VoteDesk Desk => _house.Get<VoteDesk>();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Score_CountsAVoice_WhicheverSideItStoodOn()
    {
        await Desk.CastAsync("vera", "one", Base, Tuned, VoteChoice.Right);
        await Desk.CastAsync("vera", "two", Tuned, Base, VoteChoice.Left);
        await Desk.CastAsync("vera", "three", Tuned, Base, VoteChoice.Right);
        await Desk.CastAsync("vera", "four", Base, Tuned, VoteChoice.Tie);
        await Desk.CastAsync("vera", "other pair", Base, new VoiceKey(VoiceKind.Adapter, "x"), VoteChoice.Left);
        await Desk.CastAsync("omar", "another's", Base, Tuned, VoteChoice.Left);

        var score = Desk.ScoreOf("vera", Base, Tuned);
        var mirrored = Desk.ScoreOf("vera", Tuned, Base);

        Assert.Equal((1, 2, 1, 4), (score.OneWins, score.OtherWins, score.Ties, score.Votes));
        Assert.Equal((2, 1, 1), (mirrored.OneWins, mirrored.OtherWins, mirrored.Ties));
    }

    [Fact]
    public async Task Forget_TakesOnesOwnVotesOnThePair()
    {
        await Desk.CastAsync("vera", new string('?', 5_000), Base, Tuned, VoteChoice.Tie);
        await Desk.CastAsync("omar", "Hello", Base, Tuned, VoteChoice.Tie);

        await Desk.ForgetAsync("vera", Tuned, Base);

        Assert.Equal(0, Desk.ScoreOf("vera", Base, Tuned).Votes);
        Assert.Equal(1, Desk.ScoreOf("omar", Base, Tuned).Votes);
    }

    [Theory]
    [InlineData("base:nano-llama")]
    [InlineData("run:20261125-030000-abcd")]
    [InlineData("adapter:a:b")]
    public void Key_ReadsBackAsItWasWritten(string text)
    {
        Assert.True(VoiceKey.TryParse(text, out var key));
        Assert.Equal(text, key.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("base:")]
    [InlineData("file:/etc/passwd")]
    [InlineData("nano-llama")]
    public void Key_OfNothing_IsRefused(string? text) => Assert.False(VoiceKey.TryParse(text, out _));
}
