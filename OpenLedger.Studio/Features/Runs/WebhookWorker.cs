using System.Threading.Channels;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>Tells the program that an admin named when a run has finished or broken off. The trainer never waits for it.</summary>
internal sealed class WebhookWorker(RunFeed feed, RunBook book, StudioSettings settings, TimeProvider clock, ILogger<WebhookWorker> logger) : BackgroundService
{
    private const int Waiting = 100;

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15), TimeSpan.Zero];

    private readonly Channel<RunCard> _ended = Channel.CreateBounded<RunCard>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        void Hear(RunCard card) => _ended.Writer.TryWrite(card);
        feed.HasEnded += Hear;
        try
        {
            using var call = new WebhookCall(() => settings.Get(RunSettings.WebhookMayBePrivate));
            await foreach (var card in _ended.Reader.ReadAllAsync(stoppingToken))
            {
                await TellAsync(call, card, stoppingToken);
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
