using OpenLedger.Studio.Archives;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Models;

/// <summary>Unpacks or copies what arrives and judges it, one after the other; no page waits for it.</summary>
internal sealed class ArrivalWorker(ArrivalBook book, ArrivalFiles files, ArrivalCheck check, TimeProvider clock, ILogger<ArrivalWorker> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(10);

    /// <summary>Judges one thing. Whatever happens to it, nothing is thrown.</summary>
    public void Work(string id, CancellationToken stopping)
    {
        if (book.Take(id) is not { Stage: ArrivalStage.Waiting } arrival)
        {
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping, book.StopOf(id));
        try
        {
            var leftOut = files.Bring(arrival, change => book.Change(id, change), stop.Token);
            book.Change(id, now => now with { Stage = ArrivalStage.Checking });
            var findings = check.Judge(arrival);
            var isKept = book.Change(id, now => now with { Stage = ArrivalStage.Ready, Findings = findings with { LeftOut = [.. leftOut, .. findings.LeftOut] } });
            if (isKept is null)
            {
                files.Remove(arrival);
            }
        }
        catch (OperationCanceledException)
        {
            // Given up, or the studio stops: it has nothing of it yet.
            files.Remove(arrival);
        }
        catch (ArchiveRefusedException refusal)
        {
            Fail(arrival, refusal.Reason);
        }
        catch (Exception exception)
        {
            // The one catch-all of the feature.
            logger.LogError(exception, "Something that arrived could not be judged");
            Fail(arrival, ModelSentences.Unexpected($"{exception.GetType().Name}: {exception.Message}"));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Run(() => Try(files.Settle), CancellationToken.None);
        var sweeping = SweepAsync(stoppingToken);
        try
        {
            await foreach (var id in book.Line.ReadAllAsync(stoppingToken))
            {
                await Task.Factory.StartNew(() => Try(() => Work(id, stoppingToken)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }
        }
        catch (OperationCanceledException)
        {
            // The studio stops.
        }

        await sweeping;
    }

    /// <summary>What cannot be put in order now is left to the next time; others get their turn.</summary>
    private void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Exception exception)
        {
            logger.LogWarning(exception, "What is left of a model that was being added could not be put in order; it is tried again later");
        }
    }

    private async Task SweepAsync(CancellationToken stopping)
    {
        try
        {
            using var timer = new PeriodicTimer(BetweenSweeps, clock);
            while (await timer.WaitForNextTickAsync(stopping))
            {
                foreach (var arrival in book.Forgotten())
                {
                    Try(() =>
                    {
                        book.Forget(arrival.Id);
                        files.Remove(arrival);
                    });
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The studio stops.
        }
    }

    private void Fail(Arrival arrival, Sentence problem)
    {
        files.Remove(arrival);
        book.Change(arrival.Id, now => now with { Stage = ArrivalStage.Failed, Problem = problem });
    }
}
