using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets.Review;

namespace OpenLedger.Studio.Tests.Datanets.Crowd;

/// <summary>All reviewers at their browsers at once, until nothing waits for any of them, or until the power fails.</summary>
internal sealed class CrowdSession(CrowdHouse house, string folder)
{
    private const int TimesNothing = 4;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>First each sends again what was never acknowledged, twice, as a browser does that lost its line; then they go on.</summary>
    public async Task RunAsync(int seed)
    {
        var reviewers = await house.ReviewersAsync();
        var open = CrowdLog.Read(folder).Where(sent => !sent.IsAcknowledged).ToLookup(sent => sent.Reviewer, sent => sent.Ballot);
        using var log = new CrowdLog(folder);
        await Task.WhenAll(reviewers.Select((reviewer, number) => Task.Run(() => ReviewAsync(reviewer, [.. open[reviewer.Id]], log, new Random((seed * 1_000) + number)))));
    }

    private async Task ReviewAsync(CurrentAccount reviewer, IReadOnlyList<Ballot> again, CrowdLog log, Random random)
    {
        foreach (var ballot in again)
        {
            var answers = await Task.WhenAll(house.Desk.VoteAsync(reviewer, ballot), house.Desk.VoteAsync(reviewer, ballot));
            if (Array.Exists(answers, answer => answer.IsDone))
            {
                log.Acknowledge(reviewer.Id, ballot);
            }
        }

        for (var nothing = 0; nothing < TimesNothing;)
        {
            if ((await house.Desk.NextAsync(reviewer, house.Id, [])).Item is not { } item)
            {
                nothing++;
                await Task.Delay(Pause);
                continue;
            }

            nothing = 0;
            var verdict = random.Next(10) switch { 0 => Verdict.Decline, 1 or 2 => Verdict.NeedsChanges, _ => Verdict.Accept };
            var ballot = CrowdLog.BallotOf(Guid.NewGuid().ToString("N"), item.Id, verdict);
            log.Send(reviewer.Id, ballot);
            if ((await house.Desk.VoteAsync(reviewer, ballot)).IsDone)
            {
                log.Acknowledge(reviewer.Id, ballot);
            }
        }
    }
}
