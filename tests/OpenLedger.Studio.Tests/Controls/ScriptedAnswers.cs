using System.Runtime.CompilerServices;
using System.Threading.Channels;
using OpenLedger.Studio.Controls;

namespace OpenLedger.Studio.Tests.Controls;

/// <summary>Answers as the test says, and remembers what was asked.</summary>
internal sealed class ScriptedAnswers
{
    private static readonly ChatPiece End = new(int.MinValue, "");

    private readonly Channel<ChatPiece> _pieces = Channel.CreateUnbounded<ChatPiece>();

    public List<ChatAsk> Asks { get; } = [];

    public bool WasStopped { get; private set; }

    /// <summary>All that is said has been heard.</summary>
    public bool IsHeard => _pieces.Reader.Count == 0;

    /// <summary>Says something and goes on.</summary>
    public void Say(params ChatPiece[] pieces)
    {
        foreach (var piece in pieces)
        {
            Assert.True(_pieces.Writer.TryWrite(piece));
        }
    }

    /// <summary>Says something and ends.</summary>
    public void Finish(params ChatPiece[] pieces) => Say([.. pieces, End]);

    public async IAsyncEnumerable<ChatPiece> AnswerAsync(ChatAsk ask, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Asks.Add(ask);
        using var registration = cancellation.Register(() => WasStopped = true);
        await foreach (var piece in _pieces.Reader.ReadAllAsync(cancellation))
        {
            if (piece == End)
            {
                yield break;
            }

            yield return piece;
        }
    }
}
