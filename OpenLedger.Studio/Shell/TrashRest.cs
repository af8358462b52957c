namespace OpenLedger.Studio.Shell;

/// <summary>How long what was deleted rests in the trash, as an admin set it, and how a page says so.</summary>
internal sealed class TrashRest(StudioSettings settings)
{
    private const long MostDays = 3_650;

    public static NumberSetting Days { get; } = new(
        "Studio:TrashDays",
        "Days in the trash",
        "How long deleted things rest before they are removed for good. Until then they can come back, and take space.",
        standard: 30, lowest: 0, MostDays) { Unit = "days" };

    public TimeSpan Length => TimeSpan.FromDays(settings.Get(Days));

    /// <summary>What becomes of something that is deleted now.</summary>
    public Sentence Told => settings.Get(Days) switch
    {
        0 => new Sentence("It goes to the trash, which this studio empties at once."),
        1 => new Sentence("It goes to the trash and is removed after one day."),
        var days => new Sentence("It goes to the trash and is removed after {0} days.", days),
    };
}
