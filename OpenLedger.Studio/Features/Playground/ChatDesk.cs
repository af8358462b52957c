using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Localization;
using OpenLedger.Studio.Controls;
using OpenLedger.Training;

namespace OpenLedger.Studio.Features.Playground;

/// <summary>Who answers: a base model, or an adapter on it.</summary>
public sealed record ChatSpeaker(string ModelFolder, string? AdapterFolder)
{
    /// <summary>What people call the model.</summary>
    public string ModelName { get; init; } = Path.GetFileName(ModelFolder);
}

/// <summary>The one door to chatting: a question goes in, the answers of several voices come out side by side.</summary>
internal sealed class ChatDesk(ModelShelf shelf, ChatLine line, IStringLocalizer<Words> t, ILogger<ChatDesk> logger)
{
    private static readonly TimeSpan BetweenNews = TimeSpan.FromMilliseconds(100);

    private IStringLocalizer<Words> T => t;

    /// <summary>What a model would take (nothing where it is in memory already), and what it could have, in bytes.</summary>
    public (long Need, long Free) RoomFor(string modelFolder) => shelf.RoomFor(modelFolder);

    /// <summary>Answers with one voice per adapter of one model (null: the base model).</summary>
    public IAsyncEnumerable<ChatPiece> AnswerAsync(string modelFolder, IReadOnlyList<string?> adapters, ChatAsk ask, CancellationToken cancellation, string asker = "") =>
        AnswerAsync([.. adapters.Select(adapter => new ChatSpeaker(modelFolder, adapter))], ask, asker, cancellation);

    /// <summary>
    /// Answers with several voices (null: one that is gone). They take turns, token by token, so that they appear together and share
    /// one copy of the weights. Where others are being answered, the pieces first say who (<paramref name="asker"/> is what they hear).
    /// </summary>
    public async IAsyncEnumerable<ChatPiece> AnswerAsync(
        IReadOnlyList<ChatSpeaker?> speakers, ChatAsk ask, string asker, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // Not bounded: an answer is short, and a page that is slow to read must not hold the model.
        var pieces = Channel.CreateUnbounded<ChatPiece>(new UnboundedChannelOptions { SingleReader = true });
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var speaking = Task.Factory.StartNew(
            () => Speak(speakers, ask, asker, pieces.Writer, leaving.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
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

    /// <summary>The answers of a base model to single questions, each drawn greedily; in line with everybody's.</summary>
    public IEnumerable<string> Ask(string modelFolder, IEnumerable<string> questions, ChatSampling sampling, string asker, CancellationToken cancellation)
    {
        using var turn = line.Enter(asker, (_, _) => { }, cancellation);
        using var loan = shelf.Take(modelFolder, _ => { }, cancellation);
        foreach (var question in questions)
        {
            var answer = new System.Text.StringBuilder();
            foreach (var piece in loan.Model.Answer(null, new ChatPrompt([new ChatTurn(true, question)], null, sampling), cancellation).Pieces)
            {
                answer.Append(piece.Text);
                turn.Share(cancellation);
            }

            yield return answer.ToString();
        }
    }

    private void Speak(IReadOnlyList<ChatSpeaker?> speakers, ChatAsk ask, string asker, ChannelWriter<ChatPiece> pieces, CancellationToken cancellation)
    {
        var asked = Enumerable.Range(0, speakers.Count).Where(place => ask.Conversations[place].Count > 0).ToList();
        var loans = new Dictionary<string, ModelShelf.Loan>(StringComparer.Ordinal);
        var voices = new List<ChatUtterance>();
        try
        {
            using var turn = line.Enter(asker, (who, ahead) => pieces.TryWrite(ChatPiece.At(new ChatStage(ChatWait.Turn, who, ahead))), cancellation);
            pieces.TryWrite(ChatPiece.Begin);
            try
            {
                voices.AddRange(asked.Select(place => Begin(place, speakers[place], ask, loans, pieces, cancellation)).OfType<ChatUtterance>());
                while (voices.Exists(voice => voice.Speaks))
                {
                    cancellation.ThrowIfCancellationRequested();
                    voices.ForEach(voice => voice.Say(pieces, Explain));
                    turn.Share(cancellation);
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
            asked.ForEach(place => pieces.TryWrite(new ChatPiece(place, string.Empty, Problem: Explain(exception))));
        }
        finally
        {
            foreach (var loan in loans.Values)
            {
                loan.Dispose();
            }

            pieces.TryComplete();
        }
    }

    /// <summary>Brings the voice's model into memory; where that fails, the voice says why and the others go on.</summary>
    private ChatUtterance? Begin(
        int place, ChatSpeaker? speaker, ChatAsk ask, Dictionary<string, ModelShelf.Loan> loans, ChannelWriter<ChatPiece> pieces, CancellationToken cancellation)
    {
        try
        {
            if (speaker is null)
            {
                pieces.TryWrite(new ChatPiece(place, string.Empty, Problem: T["This model or adapter is no longer there. Choose another one above."]));
                return null;
            }

            if (!loans.TryGetValue(speaker.ModelFolder, out var loan))
            {
                loans[speaker.ModelFolder] = loan = shelf.Take(speaker.ModelFolder, Loading(speaker.ModelName, pieces), cancellation);
            }

            var prompt = new ChatPrompt(ask.Conversations[place], ask.SystemPrompt, ask.Sampling);
            return new ChatUtterance(place, ask.Sampling.LongestAnswer, () => loan.Model.Answer(speaker.AdapterFolder, prompt, cancellation));
        }
        catch (NoRoomException room)
        {
            pieces.TryWrite(new ChatPiece(place, string.Empty, Problem: T["{0} needs about {1} of memory to answer, but only {2} can be had now. Close other programs, wait until a training has ended, or choose a smaller model.", speaker!.ModelName, NumberText.Bytes(room.Need), NumberText.Bytes(room.Free)]));
            return null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            pieces.TryWrite(new ChatPiece(place, string.Empty, Problem: Explain(exception)));
            return null;
        }
    }

    private static Action<double> Loading(string model, ChannelWriter<ChatPiece> pieces)
    {
        var told = 0L;
        return share =>
        {
            if (told == 0 || System.Diagnostics.Stopwatch.GetElapsedTime(told) >= BetweenNews)
            {
                told = System.Diagnostics.Stopwatch.GetTimestamp();
                pieces.TryWrite(ChatPiece.At(new ChatStage(ChatWait.Model, model, Share: share)));
            }
        };
    }

    private string Explain(Exception exception)
    {
        switch (exception)
        {
            case TrainingException:
                return LibraryTexts.Of(exception).In(T);
            case LineIsFullException:
                return T["Too many questions wait already. Ask again in a minute."];
            default:
                logger.LogError(exception, "An answer failed");
                return T["The model could not answer ({0}). Ask again; the output of the studio tells more.", $"{exception.GetType().Name}: {exception.Message}"];
        }
    }
}
