using System.Runtime;

namespace OpenLedger.Training.Estimates;

/// <summary>
/// The processor time of this process without what the runtime spent on compiling the program itself: that belongs to the first minute of
/// a process and says nothing about the work. Compiling is known by the clock and not by the processor, so on a busy machine it may be
/// taken for more than it was: never more than <see cref="MostOfIt"/> of a stretch is taken away.
/// </summary>
public readonly record struct ProcessorTime
{
    private const double MostOfIt = 0.8;

    private readonly TimeSpan _all;
    private readonly TimeSpan _compiling;

    private ProcessorTime(TimeSpan all, TimeSpan compiling) => (_all, _compiling) = (all, compiling);

    /// <summary>Up to now.</summary>
    public static ProcessorTime Now => new(Environment.CpuUsage.TotalTime, JitInfo.GetCompilationTime());

    /// <summary>What was spent since an earlier moment.</summary>
    public TimeSpan Since(ProcessorTime earlier)
    {
        var all = _all - earlier._all;
        var compiling = _compiling - earlier._compiling;
        return all - (compiling < MostOfIt * all ? compiling : MostOfIt * all);
    }
}
