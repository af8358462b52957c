using System.Buffers.Binary;

namespace OpenLedger.Studio.Archives;

/// <summary>
/// Which files a zip file holds, judged whole before one byte is unpacked: names, kinds, announced sizes, and that every file has
/// bytes of its own. Two readers must never see two different things in it, so what its two headers say of a file must agree.
/// </summary>
internal static class ZipDirectory
{
    private const uint HeaderSignature = 0x04034b50;
    private const int HeaderLength = 30;
    private const int SizesFollow = 1 << 3;

    public static IReadOnlyList<ArchiveEntry> Read(Stream file, ArchiveLimits limits)
    {
        var end = ZipEnd.Find(file, limits);
        var list = new ZipList(end, ZipEnd.Bytes(file, end.ListAt, (int)end.ListBytes), file.Length, limits).Read();
        CheckNames(list);
        CheckSizes(list, limits);
        return [.. Locate(file, list, end.ListAt).Where(entry => !entry.IsFolder)];
    }

    private static void CheckNames(List<ArchiveEntry> entries)
    {
        var files = new HashSet<string>(StringComparer.Ordinal);
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var key = PathRules.Key(entry.Path);
            if (entry.IsFolder)
            {
                folders.Add(key);
            }
            else if (!files.Add(key))
            {
                throw new ArchiveRefusedException(ArchiveRefusals.Twice(entry.Path));
            }

            for (var slash = key.LastIndexOf('/'); slash > 0; slash = key.LastIndexOf('/', slash - 1))
            {
                folders.Add(key[..slash]);
            }
        }

        if (entries.FirstOrDefault(entry => !entry.IsFolder && folders.Contains(PathRules.Key(entry.Path))) is { } both)
        {
            throw new ArchiveRefusedException(ArchiveRefusals.FileIsFolder(both.Path));
        }
    }

    /// <summary>What is announced is not believed, but what it already says too much of is not begun.</summary>
    private static void CheckSizes(List<ArchiveEntry> entries, ArchiveLimits limits)
    {
        var total = 0L;
        foreach (var entry in entries)
        {
            if (entry.IsFolder && (entry.AnnouncedBytes > 0 || entry.StoredBytes > 2))
            {
                throw new ArchiveRefusedException(ArchiveRefusals.FolderWithContent(entry.Path));
            }

            if (entry.Method == ZipContent.Stored && entry.AnnouncedBytes != entry.StoredBytes)
            {
                throw new ArchiveRefusedException(ArchiveRefusals.OtherSize(entry.Path));
            }

            if (entry.AnnouncedBytes > limits.MostBytesAnEntry)
            {
                throw new ArchiveRefusedException(ArchiveRefusals.EntryTooLarge(entry.Path, limits.MostBytesAnEntry));
            }

            total += entry.AnnouncedBytes;
            if (total > limits.MostBytes)
            {
                throw new ArchiveRefusedException(ArchiveRefusals.TooLarge(limits.MostBytes));
            }

            if (entry.AnnouncedBytes > limits.RatioCountsFrom && entry.AnnouncedBytes / limits.MostRatio > entry.StoredBytes)
            {
                throw new ArchiveRefusedException(ArchiveRefusals.Ratio(entry.Path, limits.MostRatio));
            }
        }
    }

    private static List<ArchiveEntry> Locate(Stream file, List<ArchiveEntry> entries, long listAt)
    {
        var located = new List<ArchiveEntry>(entries.Count);
        var free = 0L;
        foreach (var entry in entries.OrderBy(entry => entry.HeaderAt))
        {
            if (entry.HeaderAt < free)
            {
                throw new ArchiveRefusedException(ArchiveRefusals.Overlap(entry.Path));
            }

            var found = entry with { ContentAt = ContentAt(file, entry, listAt) };
            located.Add(found);
            free = found.ContentAt + found.StoredBytes;
            if (free > listAt)
            {
                throw new ArchiveRefusedException(ArchiveRefusals.OutsideFile(entry.Path));
            }
        }

        return located;
    }

    private static long ContentAt(Stream file, ArchiveEntry entry, long listAt)
    {
        if (entry.HeaderAt > listAt - HeaderLength)
        {
            throw new ArchiveRefusedException(ArchiveRefusals.OutsideFile(entry.Path));
        }

        var head = ZipEnd.Bytes(file, entry.HeaderAt, HeaderLength).AsSpan();
        if (BinaryPrimitives.ReadUInt32LittleEndian(head) != HeaderSignature)
        {
            throw new ArchiveRefusedException(ArchiveRefusals.OutsideFile(entry.Path));
        }

        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(head[26..]);
        var contentAt = entry.HeaderAt + HeaderLength + nameLength + BinaryPrimitives.ReadUInt16LittleEndian(head[28..]);
        if (contentAt > listAt)
        {
            throw new ArchiveRefusedException(ArchiveRefusals.OutsideFile(entry.Path));
        }

        var flags = BinaryPrimitives.ReadUInt16LittleEndian(head[6..]);
        var method = BinaryPrimitives.ReadUInt16LittleEndian(head[8..]);
        if (!ZipEnd.Bytes(file, entry.HeaderAt + HeaderLength, nameLength).AsSpan().SequenceEqual(entry.RawName))
        {
            throw new ArchiveRefusedException(ArchiveRefusals.TwoNames(entry.Path));
        }

        if (method != entry.Method || (flags & 1) != 0)
        {
            throw new ArchiveRefusedException(ArchiveRefusals.Damaged(entry.Path));
        }

        var sizesFollow = (flags & SizesFollow) != 0;
        return sizesFollow || (Agrees(head[18..], entry.StoredBytes) && Agrees(head[22..], entry.AnnouncedBytes))
            ? contentAt
            : throw new ArchiveRefusedException(ArchiveRefusals.OtherSize(entry.Path));
    }

    private static bool Agrees(ReadOnlySpan<byte> narrow, long size) =>
        BinaryPrimitives.ReadUInt32LittleEndian(narrow) is var number && (number == uint.MaxValue || number == size);
}
