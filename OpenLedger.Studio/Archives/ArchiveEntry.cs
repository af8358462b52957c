namespace OpenLedger.Studio.Archives;

/// <summary>
/// One file of an archive, its path already derived anew and safe. The sizes are what the archive announces.
/// </summary>
internal sealed record ArchiveEntry(string Path, long AnnouncedBytes, long StoredBytes)
{
    /// <summary>The last part of the path.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    internal int Method { get; init; }

    internal uint Checksum { get; init; }

    /// <summary>Where its own header begins in the file.</summary>
    internal long HeaderAt { get; init; }

    internal byte[] RawName { get; init; } = [];

    /// <summary>Where its content begins; known once its own header was read.</summary>
    internal long ContentAt { get; init; }

    internal int Flags { get; init; }

    internal bool IsFolder { get; init; }
}
