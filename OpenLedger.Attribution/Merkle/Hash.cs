using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OpenLedger.Attribution.Merkle;

/// <summary>A SHA-256 of a leaf or a node of a tree (RFC 9162, section 2.1.1).</summary>
/// <param name="High">The first 16 bytes, big end first.</param>
/// <param name="Low">The last 16 bytes.</param>
public readonly record struct Hash(UInt128 High, UInt128 Low)
{
    /// <summary>How many bytes it has.</summary>
    public const int Bytes = 32;

    private const byte LeafMark = 0x00;
    private const byte NodeMark = 0x01;
    private const int MostOnStack = 1024;

    /// <summary>The root of a tree without leaves: SHA-256 of nothing.</summary>
    public static Hash OfNothing { get; } = From(SHA256.HashData([]));

    /// <summary>The hash that these 32 bytes are.</summary>
    public static Hash From(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Bytes);
        return new Hash(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[(Bytes / 2)..]));
    }

    /// <summary>Reads 64 hexadecimal digits; null where the text is anything else.</summary>
    public static Hash? TryParse(string? text)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        return text is { Length: 2 * Bytes } && Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done ? From(bytes) : null;
    }

    /// <summary>Of an entry: <c>SHA-256(0x00 || entry)</c>. The mark keeps a leaf from being taken for a node.</summary>
    public static Hash OfLeaf(ReadOnlySpan<byte> entry)
    {
        var length = entry.Length + 1;
        var marked = length <= MostOnStack ? stackalloc byte[length] : new byte[length];
        marked[0] = LeafMark;
        entry.CopyTo(marked[1..]);
        Span<byte> hash = stackalloc byte[Bytes];
        SHA256.HashData(marked, hash);
        return From(hash);
    }

    /// <summary>Of two neighbours: <c>SHA-256(0x01 || left || right)</c>.</summary>
    public static Hash OfNode(Hash left, Hash right)
    {
        Span<byte> marked = stackalloc byte[1 + (2 * Bytes)];
        marked[0] = NodeMark;
        left.CopyTo(marked[1..]);
        right.CopyTo(marked[(1 + Bytes)..]);
        Span<byte> hash = stackalloc byte[Bytes];
        SHA256.HashData(marked, hash);
        return From(hash);
    }

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt128BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[(Bytes / 2)..], Low);
    }

    /// <summary>The 32 bytes.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Bytes];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>64 hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
