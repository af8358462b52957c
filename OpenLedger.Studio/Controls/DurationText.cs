using System.Globalization;

namespace OpenLedger.Studio.Controls;

/// <summary>A span of time in words that fit how exactly it is known.</summary>
public static class DurationText
{
    private const int MinuteFrom = 100;

    public static string Of(TimeSpan span)
    {
        var seconds = Math.Max(0, span.TotalSeconds);
        if (seconds < MinuteFrom)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(seconds):0} s");
        }

        if (seconds < 3600)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{(int)(seconds / 60)} min {Math.Floor(seconds % 60 / 10) * 10:0} s");
        }

        return string.Create(CultureInfo.InvariantCulture, $"{(int)(seconds / 3600)} h {(int)(seconds % 3600 / 60)} min");
    }
}
