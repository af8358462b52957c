using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>What a person has in the queue and has started in a day, against what this studio allows; 0 is no limit.</summary>
internal sealed record RunRoom(long MostWaiting, int Waiting, long MostToday, int Today)
{
    public bool IsLimited => MostWaiting > 0 || MostToday > 0;

    /// <summary>Why they cannot start another one now, with what to do; null where they can.</summary>
    public Sentence? Problem =>
        MostWaiting > 0 && Waiting >= MostWaiting
            ? new Sentence("{0} of your runs wait already, which is as many as this studio allows. Start this one when one of them has begun, or cancel one.", Waiting)
            : MostToday > 0 && Today >= MostToday
                ? new Sentence("You have started {0} runs in the last 24 hours, which is as many as this studio allows. Try again later, or ask an admin for more.", Today)
                : null;
}

/// <summary>How many runs a person may have waiting and start in a day, on a studio that several share. 0 is no limit.</summary>
internal sealed class RunLimits(RunBook book, StudioSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    public RunRoom Of(string ownerId)
    {
        var (mostWaiting, mostToday) = (settings.Get(RunSettings.WaitingPerPerson), settings.Get(RunSettings.PerPersonPerDay));
        if (mostWaiting == 0 && mostToday == 0)
        {
            return new RunRoom(0, 0, 0, 0);
        }

        var (today, waiting) = book.CountOf(ownerId, clock.GetUtcNow() - Day);
        return new RunRoom(mostWaiting, waiting, mostToday, today);
    }

    /// <summary>Why this person cannot start another one now, with what to do; null where they can.</summary>
    public Sentence? Problem(string ownerId) => Of(ownerId).Problem;
}
