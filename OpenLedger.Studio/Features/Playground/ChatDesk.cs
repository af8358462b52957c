using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using OpenLedger.Studio.Controls;
using OpenLedger.Training;

namespace OpenLedger.Studio.Features.Playground;

/// <summary>The one door to chatting: a question goes in, the answers of several voices of one model come out side by side.</summary>
internal sealed class ChatDesk(ModelShelf shelf, ILogger<ChatDesk> logger)
{
    /// <summary>
    /// Answers with one voice per adapter (null: the base model). The voices take turns, token by token, so that they appear
    /// together and share one copy of the weights.
    /// </summary>
    public async IAsyncEnumerable<ChatPiece> AnswerAsync(
        string modelFolder, IReadOnlyList<string?> adapters, ChatAsk ask, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // Not bounded: an answer is short, and a page that is slow to read must not hold the model.
        var pieces = Channel.CreateUnbounded<ChatPiece>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var speaking = Task.Factory.StartNew(
            () => Speak(modelFolder, adapters, ask, pieces.Writer, leaving.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await foreach (var piece in pieces.Reader.ReadAllAsync(cancellation))
            {
                yield return piece;
            }
        }
        finally
        {
            await leaving.CancelAsync();
            await speaking;
        }
    }

    private void Speak(string modelFolder, IReadOnlyList<string?> adapters, ChatAsk ask, ChannelWriter<ChatPiece> pieces, CancellationToken cancellation)
    {
        try
        {
            using var loan = shelf.Take(modelFolder, cancellation);
            var settings = new ChatSettings(ask.Temperature, ask.LongestAnswer);
            var voices = new List<Voice>();
            try
            {
                for (var i = 0; i < adapters.Count; i++)
                {
                    voices.Add(new Voice(i, loan.Model.Answer(adapters[i], ask.Conversations[i], settings, cancellation).GetEnumerator()));
                }

                while (voices.Exists(voice => voice.Speaks))
                {
                    cancellation.ThrowIfCancellationRequested();
                    voices.ForEach(voice => voice.Say(pieces, Explain));
                }
            }
            finally
            {
                voices.ForEach(voice => voice.Dispose());
            }
        }
        catch (OperationCanceledException)
        {
            // The person pressed Stop or left.
        }
        catch (Exception exception)
        {
            for (var i = 0; i < adapters.Count; i++)
            {
                pieces.TryWrite(new ChatPiece(i, string.Empty, Problem: Explain(exception)));
            }
        }
        finally
        {
            pieces.TryComplete();
        }
    }

    private string Explain(Exception exception)
    {
        if (exception is TrainingException)
        {
            return exception.Message;
        }

        logger.LogError(exception, "An answer failed");
        return $"The model could not answer ({exception.GetType().Name}: {exception.Message}). Ask again; the output of the studio tells more.";
    }

    private sealed class Voice(int index, IEnumerator<string> answer) : IDisposable
    {
        private TimeSpan _spent;
        private int _tokens;

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
                Speaks = answer.MoveNext();
                _spent += Stopwatch.GetElapsedTime(started);
                var piece = Speaks ? answer.Current : string.Empty;
                _tokens += Speaks ? 1 : 0;
                pieces.TryWrite(new ChatPiece(index, piece, Speaks || _tokens == 0 ? null : _tokens / _spent.TotalSeconds));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Speaks = false;
                pieces.TryWrite(new ChatPiece(index, string.Empty, Problem: explain(exception)));
            }
        }

        public void Dispose() => answer.Dispose();
    }
}
