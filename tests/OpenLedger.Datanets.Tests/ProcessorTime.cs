namespace OpenLedger.Datanets.Tests;

/// <summary>How long something takes the processor: what stands on a clock tells more of what else the machine does.</summary>
internal static class ProcessorTime
{
    /// <summary>The least of six times, since compiling and collecting memory count as well.</summary>
    public static TimeSpan Of(Action action) => Enumerable.Range(0, 6).Min(_ =>
    {
        var before = Environment.CpuUsage.TotalTime;
        action();
        return Environment.CpuUsage.TotalTime - before;
    });
}
