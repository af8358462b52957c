namespace OpenLedger.Training.Chat;

/// <summary>The moment at which it was made: one conversation is rendered several times, and all of them have to show the same time.</summary>
internal sealed class FrozenClock(TimeProvider clock) : TimeProvider
{
    private readonly DateTimeOffset _now = clock.GetUtcNow();

    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => _now;
}
