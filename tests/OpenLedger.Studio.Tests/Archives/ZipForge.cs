using System.IO.Compression;
using System.Text;
using OpenLedger.Studio.Archives;

namespace OpenLedger.Studio.Tests.Archives;

/// <summary>One entry of a forged zip file: everything that its two headers say can be a lie.</summary>
internal sealed record ForgedEntry(string Name, byte[] Content)
{
    public byte[]? RawName { get; init; }

    public byte[]? LocalName { get; init; }

    public ushort Method { get; init; } = 8;

    public ushort Flags { get; init; }

    public ushort? LocalFlags { get; init; }

    public uint OutsideAttributes { get; init; }

    public uint? Checksum { get; init; }

    public long? AnnouncedBytes { get; init; }

    public long? StoredBytes { get; init; }

    public long? HeaderAt { get; init; }

    public byte[]? Packed { get; init; }

    public byte[] Extra { get; init; } = [];
}

/// <summary>Writes zip files that no honest program would.</summary>
internal sealed class ZipForge
{
    private readonly List<byte> _file = [];
    private readonly List<(ForgedEntry Entry, long At, int Packed)> _entries = [];

    public int? Entries { get; init; }

    public long? ListAt { get; init; }

    public uint? ListBytes { get; init; }

    public ushort Disk { get; init; }

    public byte[] Before { get; init; } = [];

    public byte[] After { get; init; } = [];

    public static byte[] Of(params ForgedEntry[] entries) => new ZipForge().Make(entries);

    public static byte[] Named(string name) => Of(new ForgedEntry(name, "hello"u8.ToArray()));

    public static byte[] Deflate(byte[] content)
    {
        var packed = new MemoryStream();
        using (var stream = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(content);
        }

        return packed.ToArray();
    }

    /// <summary>So many zeros, deflated, without ever holding them.</summary>
    public static (byte[] Packed, uint Checksum) Zeros(long count)
    {
        var packed = new MemoryStream();
        var checksum = new Crc32();
        var zeros = new byte[1 << 20];
        using (var stream = new DeflateStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var left = count; left > 0; left -= zeros.Length)
            {
                var piece = zeros.AsSpan(0, (int)Math.Min(left, zeros.Length));
                stream.Write(piece);
                checksum.Add(piece);
            }
        }

        return (packed.ToArray(), checksum.Value);
    }

    public byte[] Make(params ForgedEntry[] entries)
    {
        _file.AddRange(Before);
        foreach (var entry in entries)
        {
            WriteLocal(entry);
        }

        var listAt = (long)_file.Count;
        foreach (var (entry, at, packed) in _entries)
        {
            WriteCentral(entry, at, packed);
        }

        WriteEnd(listAt, _file.Count - listAt);
        _file.AddRange(After);
        return [.. _file];
    }

    private void WriteLocal(ForgedEntry entry)
    {
        var at = (long)_file.Count;
        var packed = entry.Packed ?? (entry.Method == 8 ? Deflate(entry.Content) : entry.Content);
        var name = entry.LocalName ?? entry.RawName ?? Encoding.UTF8.GetBytes(entry.Name);
        Numbers(0x04034b50u, (ushort)20, entry.LocalFlags ?? entry.Flags, entry.Method, 0u);
        Sizes(entry, packed.Length);
        Numbers((ushort)name.Length, (ushort)0);
        _file.AddRange(name);
        _file.AddRange(packed);
        _entries.Add((entry, at, packed.Length));
    }

    private void WriteCentral(ForgedEntry entry, long at, int packed)
    {
        var name = entry.RawName ?? Encoding.UTF8.GetBytes(entry.Name);
        Numbers(0x02014b50u, (ushort)0x0314, (ushort)20, entry.Flags, entry.Method, 0u);
        Sizes(entry, packed);
        Numbers((ushort)name.Length, (ushort)entry.Extra.Length, (ushort)0, (ushort)0, (ushort)0, entry.OutsideAttributes, (uint)(entry.HeaderAt ?? at));
        _file.AddRange(name);
        _file.AddRange(entry.Extra);
    }

    private void Sizes(ForgedEntry entry, int packed) =>
        Numbers(entry.Checksum ?? Crc32.Of(entry.Content), (uint)(entry.StoredBytes ?? packed), (uint)(entry.AnnouncedBytes ?? entry.Content.Length));

    private void WriteEnd(long listAt, long listBytes)
    {
        var count = (ushort)(Entries ?? _entries.Count);
        Numbers(0x06054b50u, Disk, Disk == 0 ? (ushort)0 : (ushort)1, count, count, ListBytes ?? (uint)listBytes, (uint)(ListAt ?? listAt), (ushort)0);
    }

    private void Numbers(params object[] numbers)
    {
        foreach (var number in numbers)
        {
            _file.AddRange(number is uint four ? BitConverter.GetBytes(four) : BitConverter.GetBytes((ushort)number));
        }
    }
}
