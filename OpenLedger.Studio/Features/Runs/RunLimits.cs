using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>How many runs a person may have waiting and start in a day, on a studio that several share. 0 is no limit.</summary>
internal sealed class RunLimits(RunBook book, StudioSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>Why this person cannot start another one now, with what to do; null where they can.</summary>
    public Sentence? Problem(string ownerId)
    {
        var (mostWaiting, mostToday) = (settings.Get(RunSettings.WaitingPerPerson), settings.Get(RunSettings.PerPersonPerDay));
        if (mostWaiting == 0 && mostToday == 0)
        {
            return null;
        }

        var (today, waiting) = book.CountOf(ownerId, clock.GetUtcNow() - Day);
        return mostWaiting > 0 && waiting >= mostWaiting
            ? new Sentence("{0} of your runs wait already, which is as many as this studio allows. Start this one when one of them has begun, or cancel one.", waiting)
            : mostToday > 0 && today >= mostToday
                ? new Sentence("You have started {0} runs in the last 24 hours, which is as many as this studio allows. Try again later, or ask an admin for more.", today)
                : null;
    }
}
