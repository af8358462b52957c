namespace OpenLedger.Training.Tests.Chat;

/// <summary>A clock that stands still, in UTC.</summary>
internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    /// <summary>The moment at which the goldens of <c>fixtures/chat-templates</c> were made.</summary>
    public static FixedClock OfGoldens { get; } = new(new DateTimeOffset(2025, 7, 10, 12, 0, 0, TimeSpan.Zero));

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => now;
}
