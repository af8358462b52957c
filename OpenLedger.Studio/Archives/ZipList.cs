using System.Buffers.Binary;
using System.Text;

namespace OpenLedger.Studio.Archives;

/// <summary>The list of files at the end of a zip file, read with bounds; each entry is checked before any content is touched.</summary>
internal sealed class ZipList(ZipEnd end, byte[] bytes, long fileLength, ArchiveLimits limits)
{
    private const uint Signature = 0x02014b50;
    private const int HeadLength = 46;
    private const int WideExtra = 1;
    private const int Encrypted = 1 << 0;
    private const int Patched = 1 << 5;
    private const int StronglyEncrypted = 1 << 6;
    private const int MaskedHeaders = 1 << 13;
    private const int WinZipEncryption = 99;
    private const int UnixTypeShift = 28;
    private const uint UnixFile = 0x8;
    private const uint UnixFolder = 0x4;
    private const uint UnixLink = 0xA;
    private const uint DosFolder = 0x10;
    private const uint NtfsReparsePoint = 0x400;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private int _at;

    /// <summary>Every entry, folders included, in the order of the list.</summary>
    public List<ArchiveEntry> Read()
    {
        var entries = new List<ArchiveEntry>();
        while (_at < bytes.Length)
        {
            if (entries.Count == limits.MostEntries)
            {
                throw new ArchiveRefusedException(ArchiveRefusals.TooMany(limits.MostEntries));
            }

            entries.Add(ReadEntry());
        }

        return entries.Count == end.Entries ? entries : throw new ArchiveRefusedException(ArchiveRefusals.WrongList);
    }

    private ArchiveEntry ReadEntry()
    {
        if (bytes.Length - _at < HeadLength || Four(0) != Signature)
        {
            throw new ArchiveRefusedException(ArchiveRefusals.WrongList);
        }

        var (nameLength, extraLength, remarkLength) = (Two(28), Two(30), Two(32));
        if (bytes.Length - _at - HeadLength < nameLength + extraLength + remarkLength)
        {
            throw new ArchiveRefusedException(ArchiveRefusals.WrongList);
        }

        var rawName = bytes.AsSpan(_at + HeadLength, nameLength);
        var extra = bytes.AsSpan(_at + HeadLength + nameLength, extraLength);
        var name = Decode(rawName);
        var isFolder = name.EndsWith('/');
        CheckKind(name, isFolder);
        var (announced, stored, headerAt) = Numbers(name, extra);
        var entry = new ArchiveEntry(isFolder ? name[..^1] : name, announced, stored)
        {
            Method = Two(10),
            Flags = Two(8),
            Checksum = Four(16),
            HeaderAt = headerAt,
            RawName = rawName.ToArray(),
            IsFolder = isFolder,
        };
        if (PathRules.Problem(entry.Path) is { } problem)
        {
            throw new ArchiveRefusedException(ArchiveRefusals.Path(entry.Path, problem));
        }

        _at += HeadLength + nameLength + extraLength + remarkLength;
        return entry;
    }

    private static string Decode(ReadOnlySpan<byte> name)
    {
        try
        {
            return Strict.GetString(name);
        }
        catch (DecoderFallbackException)
        {
            throw new ArchiveRefusedException(ArchiveRefusals.UnreadableName);
        }
    }

    private void CheckKind(string name, bool isFolder)
    {
        var (flags, method, outside) = (Two(8), Two(10), Four(38));
        if ((flags & (Encrypted | StronglyEncrypted | MaskedHeaders)) != 0 || method == WinZipEncryption)
        {
            throw new ArchiveRefusedException(ArchiveRefusals.Encrypted(name));
        }

        if (method is not (0 or ZipContent.Deflated) || (flags & Patched) != 0)
        {
            throw new ArchiveRefusedException(ArchiveRefusals.Method(name, method));
        }

        // Whatever system it says it comes from: the one that unpacks may believe the bits.
        var unixType = outside >> UnixTypeShift;
        if (unixType == UnixLink || (outside & NtfsReparsePoint) != 0)
        {
            throw new ArchiveRefusedException(ArchiveRefusals.Link(name));
        }

        if (unixType is not (0 or UnixFile or UnixFolder))
        {
            throw new ArchiveRefusedException(ArchiveRefusals.Device(name));
        }

        if (!isFolder && (unixType == UnixFolder || (outside & DosFolder) != 0))
        {
            throw new ArchiveRefusedException(ArchiveRefusals.FileIsFolder(name));
        }
    }

    private (long Announced, long Stored, long HeaderAt) Numbers(string name, ReadOnlySpan<byte> extra)
    {
        long announced = Four(24);
        long stored = Four(20);
        long headerAt = Four(42);
        var wide = Wide(name, extra);
        announced = announced == uint.MaxValue ? Take(name, ref wide) : announced;
        stored = stored == uint.MaxValue ? Take(name, ref wide) : stored;
        headerAt = headerAt == uint.MaxValue ? Take(name, ref wide) : headerAt;
        if (headerAt < 0 || stored < 0 || headerAt >= end.ListAt || stored > fileLength - headerAt)
        {
            throw new ArchiveRefusedException(ArchiveRefusals.OutsideFile(name));
        }

        return announced < 0 ? throw new ArchiveRefusedException(ArchiveRefusals.LyingWideNumbers) : (announced, stored, headerAt);
    }

    private static ReadOnlySpan<byte> Wide(string name, ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            var (id, length) = (BinaryPrimitives.ReadUInt16LittleEndian(extra), BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]));
            if (length > extra.Length - 4)
            {
                throw new ArchiveRefusedException(ArchiveRefusals.Damaged(name));
            }

            if (id == WideExtra)
            {
                return extra.Slice(4, length);
            }

            extra = extra[(4 + length)..];
        }

        return [];
    }

    private static long Take(string name, ref ReadOnlySpan<byte> wide)
    {
        if (wide.Length < sizeof(long))
        {
            throw new ArchiveRefusedException(ArchiveRefusals.OutsideFile(name));
        }

        var value = BinaryPrimitives.ReadInt64LittleEndian(wide);
        wide = wide[sizeof(long)..];
        return value;
    }

    private ushort Two(int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(_at + at));

    private uint Four(int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(_at + at));
}
