using System.Diagnostics;
using System.Globalization;

namespace OpenLedger.Benchmarks;

/// <summary>What is being measured now, on standard error, so that standard output holds figures only.</summary>
internal static class Progress
{
    private static readonly long Start = Stopwatch.GetTimestamp();

    public static void Say(string what) =>
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{Stopwatch.GetElapsedTime(Start).TotalSeconds,6:F0} s] {what}"));
}
