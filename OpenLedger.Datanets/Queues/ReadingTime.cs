namespace OpenLedger.Datanets.Queues;

/// <summary>How long reading takes at least. Being faster is no fault; it makes known items more frequent.</summary>
public static class ReadingTime
{
    private const double WordsPerSecond = 12;
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(2);

    /// <summary>The least time for so many words: a twelfth of a second each, and two seconds.</summary>
    public static TimeSpan Of(int words) => TimeSpan.FromSeconds(Math.Max(Least.TotalSeconds, words / WordsPerSecond));

    /// <summary>The share of decisions that took less; 0 where there are none.</summary>
    public static double HastyShare(IEnumerable<(int Words, TimeSpan Taken)> decisions)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        var (hasty, all) = (0, 0);
        foreach (var (words, taken) in decisions)
        {
            all++;
            hasty += taken < Of(words) ? 1 : 0;
        }

        return all == 0 ? 0 : (double)hasty / all;
    }
}
