using System.Diagnostics;
using System.Threading.Channels;
using OpenLedger.Studio.Controls;
using OpenLedger.Training.Generation;

namespace OpenLedger.Studio.Features.Playground;

/// <summary>One voice while it answers: a token at each <see cref="Say"/>, and at the end how fast it was.</summary>
internal sealed class ChatUtterance(int voice, int longest, Func<ChatSaying> begin) : IDisposable
{
    private const double ShortestTime = 1e-6;

    private IEnumerator<GeneratedPiece>? _pieces;
    private int _forgotten;
    private int _tokens;
    private TimeSpan _spent;

    public bool Speaks { get; private set; } = true;

    public void Say(ChannelWriter<ChatPiece> pieces, Func<Exception, string> explain)
    {
        if (!Speaks)
        {
            return;
        }

        try
        {
            var started = Stopwatch.GetTimestamp();
            Speaks = Pieces().MoveNext();
            _spent += Stopwatch.GetElapsedTime(started);
            if (Speaks)
            {
                _tokens += Pieces().Current.Id == Generator.NoToken ? 0 : 1;
                pieces.TryWrite(new ChatPiece(voice, Pieces().Current.Text) { Forgotten = _forgotten });
            }
            else
            {
                pieces.TryWrite(new ChatPiece(voice, string.Empty, _tokens == 0 ? null : _tokens / Math.Max(_spent.TotalSeconds, ShortestTime)) { Forgotten = _forgotten, WasCut = _tokens >= longest });
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Speaks = false;
            pieces.TryWrite(new ChatPiece(voice, string.Empty, Problem: explain(exception)));
        }
    }

    public void Dispose() => _pieces?.Dispose();

    private IEnumerator<GeneratedPiece> Pieces()
    {
        if (_pieces is null)
        {
            var saying = begin();
            (_forgotten, _pieces) = (saying.Forgotten, saying.Pieces.GetEnumerator());
        }

        return _pieces;
    }
}
