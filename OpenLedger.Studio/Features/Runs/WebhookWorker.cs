using System.Threading.Channels;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>
/// Tells the program that an admin named when a run has finished or broken off. The trainer never waits for it. What is still to be told
/// stands as a small file in the run's folder, so that it is told at the next start where the studio ended before: rather twice than never.
/// </summary>
internal sealed class WebhookWorker(RunFeed feed, RunBook book, StudioSettings settings, TimeProvider clock, ILogger<WebhookWorker> logger) : BackgroundService
{
    /// <summary>The empty file that says that a run is still to be told.</summary>
    internal const string Mark = ".to-tell";

    private const int Waiting = 100;

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15), TimeSpan.Zero];

    private readonly Channel<RunCard> _ended = Channel.CreateBounded<RunCard>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        feed.HasEnded += Hear;
        try
        {
            await Task.Run(Remember, stoppingToken);
            using var call = new WebhookCall(() => settings.Get(RunSettings.WebhookMayBePrivate));
            await foreach (var card in _ended.Reader.ReadAllAsync(stoppingToken))
            {
                await TryAsync(call, card, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The studio stops.
        }
        finally
        {
            feed.HasEnded -= Hear;
        }
    }

    /// <summary>What is told of a run; null where nothing is.</summary>
    internal static WebhookMessage? MessageOf(RunCard card)
    {
        if (card.State is not (RunState.Finished or RunState.Failed) || card.TuningId is not null)
        {
            return null;
        }

        var verdict = card.State == RunState.Failed ? null : RunVerdict.Brief(card);
        var text = card.State == RunState.Failed ? RunWords.Plain(card) : verdict is null ? null : string.Join(' ', [verdict.Headline.ToString(), .. verdict.Reasons.Select(reason => reason.ToString())]);
        return new WebhookMessage("run.ended", card.Id, card.Title, card.State == RunState.Failed ? "failed" : "finished", card.Judgement?.Kind.ToString(), text, $"/runs/{card.Id}");
    }

    /// <summary>On the trainer's thread: only notes it.</summary>
    private void Hear(RunCard card)
    {
        if (MessageOf(card) is null || settings.Get(RunSettings.Webhook).Length == 0)
        {
            return;
        }

        try
        {
            File.WriteAllText(MarkOf(card), string.Empty);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The disk is full, say: it is told all the same, unless the studio ends before.
            logger.LogDebug(exception, "That run {Run} is to be told could not be noted", card.Id);
        }

        _ended.Writer.TryWrite(card);
    }

    /// <summary>What the last stop of the studio left untold.</summary>
    private void Remember()
    {
        try
        {
            foreach (var id in book.Folders.All().Where(id => File.Exists(book.Folders.FileOf(id, Mark))))
            {
                if (book.Find(id) is { DeletedAt: null } card)
                {
                    _ended.Writer.TryWrite(card);
                }
            }
        }
        catch (Exception exception)
        {
            logger.LogWarning(exception, "Whether a run is still to be told could not be found out; it is looked again at the next start");
        }
    }

    private string MarkOf(RunCard card) => book.Folders.FileOf(RunDesk.IdOf(card), Mark);

    /// <summary>Whatever one call meets, the next run is told.</summary>
    private async Task TryAsync(WebhookCall call, RunCard card, CancellationToken stopping)
    {
        try
        {
            await TellAsync(call, card, stopping);
            File.Delete(MarkOf(card));
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            logger.LogWarning(exception, "Run {Run} could not be told", card.Id);
        }
    }

    private async Task TellAsync(WebhookCall call, RunCard card, CancellationToken stopping)
    {
        var address = settings.Get(RunSettings.Webhook);
        if (address.Length == 0 || MessageOf(card) is not { } message)
        {
            return;
        }

        string? problem = null;
        foreach (var pause in Pauses)
        {
            problem = await call.SendAsync(address, message, stopping);
            if (problem is null)
            {
                break;
            }

            await Task.Delay(pause, clock, stopping);
        }

        logger.Log(problem is null ? LogLevel.Debug : LogLevel.Warning, "The webhook for run {Run}: {Result}", card.Id, problem ?? "told");
        book.Note(RunDesk.IdOf(card), problem is null ? RunEventKind.Told : RunEventKind.NotTold, detail: problem);
    }
}
