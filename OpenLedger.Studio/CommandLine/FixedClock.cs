using System.Globalization;

namespace OpenLedger.Studio.CommandLine;

/// <summary>A clock that stands still, for templates that write today's date.</summary>
internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone { get; } = TimeZoneInfo.CreateCustomTimeZone("fixed", now.Offset, "fixed", "fixed");

    public override DateTimeOffset GetUtcNow() => now.ToUniversalTime();

    /// <summary>Reads a date, or a date with a time, with or without an offset; without one it is taken as it stands.</summary>
    public static FixedClock Parse(string time) =>
        DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var now)
            ? new FixedClock(now)
            : throw new UsageException($"--now {time} is not a time; write it as 2026-01-31 or 2026-01-31T12:00:00");
}
