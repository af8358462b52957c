namespace OpenLedger.Training.Estimates;

/// <summary>
/// How much of one kind of work a processor does in a second, in the best of many short windows: whatever else a process does (a fresh one
/// compiles itself, first into a slow form and then into a fast one), and whatever else the machine does, only ever makes a window slower.
/// Shorter windows than these find moments that no training has: calls came out at half of what they cost.
/// </summary>
/// <param name="units">What one call of the work counts.</param>
/// <param name="work">The work.</param>
internal sealed class SpeedMeter(double units, Action work)
{
    private const int FewestRounds = 8;
    private const int RoundsWithoutGain = 4;
    private const double Gain = 1.05;
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Units a second of a processor.</summary>
    public double Best { get; private set; }

    /// <summary>Measures all in turn, round after round, until none has become faster for some rounds.</summary>
    public static void MeasureAll(IReadOnlyList<SpeedMeter> meters, CancellationToken cancellation)
    {
        var begin = TimeProvider.System.GetTimestamp();
        var sinceGain = 0;
        for (var round = 0; round < FewestRounds || sinceGain < RoundsWithoutGain; round++)
        {
            var gained = false;
            foreach (var meter in meters)
            {
                cancellation.ThrowIfCancellationRequested();
                gained |= meter.TryBetter();
            }

            sinceGain = gained ? 0 : sinceGain + 1;
            if (TimeProvider.System.GetElapsedTime(begin) > Longest)
            {
                break;
            }
        }
    }

    private bool TryBetter()
    {
        var before = Environment.CpuUsage.TotalTime;
        var calls = 0;
        TimeSpan spent;
        do
        {
            work();
            calls++;
            spent = Environment.CpuUsage.TotalTime - before;
        }
        while (spent < Window);

        var rate = units * calls / spent.TotalSeconds;
        var gained = rate > Best * Gain;
        Best = Math.Max(Best, rate);
        return gained;
    }
}
