using System.Buffers.Binary;

namespace OpenLedger.Studio.Archives;

/// <summary>The end of a zip file, which says where its list of files stands; in the wide form (zip64) where the numbers are large.</summary>
internal sealed record ZipEnd(long ListAt, long ListBytes, long Entries, long EndAt)
{
    private const uint Signature = 0x06054b50;
    private const uint WideSignature = 0x06064b50;
    private const uint LocatorSignature = 0x07064b50;
    private const uint FirstHeader = 0x04034b50;
    private const int Length = 22;
    private const int WideLength = 56;
    private const int LocatorLength = 20;
    private const int LongestRemark = 65_535;

    public static ZipEnd Find(Stream file, ArchiveLimits limits)
    {
        if (file.Length == 0)
        {
            throw new ArchiveRefusedException(ArchiveRefusals.Empty);
        }

        CheckBeginning(file);
        var tailLength = (int)Math.Min(file.Length, Length + LongestRemark);
        var tailAt = file.Length - tailLength;
        var tail = Bytes(file, tailAt, tailLength);
        for (var at = tailLength - Length; at >= 0; at--)
        {
            // The remark after it must end with the file: nothing may hide behind the end.
            if (Four(tail, at) == Signature && at + Length + Two(tail, at + 20) == tailLength)
            {
                return Check(Read(file, tail.AsSpan(at, Length), tailAt + at), limits);
            }
        }

        throw new ArchiveRefusedException(ArchiveRefusals.Cut);
    }

    public static byte[] Bytes(Stream file, long at, int count)
    {
        var bytes = new byte[count];
        file.Position = at;
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>What stands before the first file could be another kind of file altogether, and would be read as that elsewhere.</summary>
    private static void CheckBeginning(Stream file)
    {
        var beginning = Bytes(file, 0, (int)Math.Min(file.Length, sizeof(uint)));
        if (beginning.Length < sizeof(uint) || Four(beginning, 0) is not (FirstHeader or Signature))
        {
            throw new ArchiveRefusedException(ArchiveRefusals.NotAnArchive);
        }
    }

    private static ZipEnd Read(Stream file, ReadOnlySpan<byte> end, long endAt)
    {
        if (Two(end, 4) != Two(end, 6) || (Two(end, 4) is not (0 or ushort.MaxValue)))
        {
            throw new ArchiveRefusedException(ArchiveRefusals.SeveralParts);
        }

        var narrow = new ZipEnd(Four(end, 16), Four(end, 12), Two(end, 10), endAt);
        var isWide = endAt >= LocatorLength && Four(Bytes(file, endAt - LocatorLength, LocatorLength), 0) == LocatorSignature;
        if (isWide)
        {
            return ReadWide(file, narrow);
        }

        return narrow.ListAt == uint.MaxValue || narrow.ListBytes == uint.MaxValue || narrow.Entries == ushort.MaxValue
            ? throw new ArchiveRefusedException(ArchiveRefusals.LyingWideNumbers)
            : narrow;
    }

    private static ZipEnd ReadWide(Stream file, ZipEnd narrow)
    {
        var locator = Bytes(file, narrow.EndAt - LocatorLength, LocatorLength);
        var at = Eight(locator, 8);
        if (at < 0 || at > narrow.EndAt - LocatorLength - WideLength)
        {
            throw new ArchiveRefusedException(ArchiveRefusals.LyingWideNumbers);
        }

        var wide = Bytes(file, at, WideLength);
        if (Four(wide, 0) != WideSignature || Eight(wide, 4) + 12 != narrow.EndAt - LocatorLength - at || Four(wide, 16) != 0 || Four(wide, 20) != 0)
        {
            throw new ArchiveRefusedException(ArchiveRefusals.LyingWideNumbers);
        }

        // Two numbers for one thing are one number, or the narrow one says that it is too small.
        var (entries, bytes, listAt) = (Eight(wide, 32), Eight(wide, 40), Eight(wide, 48));
        var agrees = (narrow.Entries == ushort.MaxValue || narrow.Entries == entries)
            && (narrow.ListBytes == uint.MaxValue || narrow.ListBytes == bytes)
            && (narrow.ListAt == uint.MaxValue || narrow.ListAt == listAt);
        return agrees ? new ZipEnd(listAt, bytes, entries, at) : throw new ArchiveRefusedException(ArchiveRefusals.LyingWideNumbers);
    }

    private static ZipEnd Check(ZipEnd end, ArchiveLimits limits)
    {
        if (end.Entries > limits.MostEntries)
        {
            throw new ArchiveRefusedException(ArchiveRefusals.TooMany(limits.MostEntries));
        }

        if (end.ListBytes > limits.MostListBytes)
        {
            throw new ArchiveRefusedException(ArchiveRefusals.ListTooLong);
        }

        // Subtracted, not added: hostile numbers would wrap around.
        return end.Entries < 0 || end.ListAt < 0 || end.ListBytes < 0 || end.EndAt - end.ListBytes != end.ListAt
            ? throw new ArchiveRefusedException(ArchiveRefusals.WrongList)
            : end;
    }

    private static ushort Two(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint Four(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static long Eight(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
}
