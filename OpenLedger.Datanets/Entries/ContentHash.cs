using System.Buffers.Binary;

namespace OpenLedger.Datanets.Entries;

/// <summary>SHA-256 of what an entry says, in canonical form: equal for entries that differ in case, spacing and punctuation only.</summary>
/// <param name="High">The first 16 bytes, big end first.</param>
/// <param name="Low">The last 16 bytes.</param>
public readonly record struct ContentHash(UInt128 High, UInt128 Low)
{
    /// <summary>How many bytes it has.</summary>
    public const int Bytes = 32;

    /// <summary>The hash that these 32 bytes are.</summary>
    public static ContentHash From(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Bytes);
        return new ContentHash(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[(Bytes / 2)..]));
    }

    /// <summary>64 hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[(Bytes / 2)..], Low);
        return Convert.ToHexStringLower(bytes);
    }
}
