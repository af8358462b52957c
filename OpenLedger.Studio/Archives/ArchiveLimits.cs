namespace OpenLedger.Studio.Archives;

/// <summary>
/// How much an archive may come to. What it announces about itself is never believed: everything is counted while it is decoded.
/// </summary>
internal sealed record ArchiveLimits
{
    public const int Kilobyte = 1 << 10;
    public const int Megabyte = 1 << 20;
    public const long Gigabyte = 1L << 30;

    /// <summary>Files and folders.</summary>
    public int MostEntries { get; init; } = 10_000;

    /// <summary>Decoded bytes of all entries together.</summary>
    public long MostBytes { get; init; } = 4 * Gigabyte;

    /// <summary>Decoded bytes of one entry.</summary>
    public long MostBytesAnEntry { get; init; } = 4 * Gigabyte;

    /// <summary>Decoded bytes to one stored byte. Deflate reaches about 1,000; text about 20, weights about 1.5.</summary>
    public int MostRatio { get; init; } = 200;

    /// <summary>Up to here the ratio is not looked at: a short file of blanks harms nobody.</summary>
    public long RatioCountsFrom { get; init; } = Megabyte;

    /// <summary>Bytes of the list of entries at the end of the file.</summary>
    public int MostListBytes { get; init; } = 16 * Megabyte;
}
