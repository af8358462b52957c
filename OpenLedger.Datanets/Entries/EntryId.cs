using System.Buffers.Binary;

namespace OpenLedger.Datanets.Entries;

/// <summary>
/// Names an entry for ever, through all its revisions: a ULID, 26 signs of Crockford's base 32 that hold the milliseconds since 1970 (48
/// bits) and 80 bits of chance. Texts in ordinal order are in the order of creation.
/// </summary>
public readonly record struct EntryId : IComparable<EntryId>
{
    /// <summary>How many bytes of chance an id holds.</summary>
    public const int ChanceBytes = 10;

    private const string Signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 26;
    private const int BitsPerSign = 5;

    private readonly UInt128 _value;

    private EntryId(UInt128 value) => _value = value;

    /// <summary>The 26 signs.</summary>
    public string Text => Spell(_value);

    /// <summary>The id of an entry that begins at a time, told from others of the same millisecond by ten bytes of chance.</summary>
    public static EntryId Create(DateTimeOffset at, ReadOnlySpan<byte> chance)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(chance.Length, ChanceBytes);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, at.ToUnixTimeMilliseconds() << 16);
        chance.CopyTo(bytes[6..]);
        return new EntryId(BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    /// <summary>Reads an id; null where the text is none. Small letters are taken as capitals.</summary>
    public static EntryId? TryParse(string? text)
    {
        if (text is not { Length: Length } || text[0] > '7')
        {
            return null;
        }

        UInt128 value = 0;
        foreach (var sign in text)
        {
            var digit = Signs.IndexOf(char.ToUpperInvariant(sign), StringComparison.Ordinal);
            if (digit < 0)
            {
                return null;
            }

            value = (value << BitsPerSign) | (uint)digit;
        }

        return new EntryId(value);
    }

    /// <inheritdoc/>
    public int CompareTo(EntryId other) => _value.CompareTo(other._value);

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>True where one was created before the other.</summary>
    public static bool operator <(EntryId left, EntryId right) => left.CompareTo(right) < 0;

    /// <summary>True where one was created after the other.</summary>
    public static bool operator >(EntryId left, EntryId right) => left.CompareTo(right) > 0;

    /// <summary>True where one was not created after the other.</summary>
    public static bool operator <=(EntryId left, EntryId right) => left.CompareTo(right) <= 0;

    /// <summary>True where one was not created before the other.</summary>
    public static bool operator >=(EntryId left, EntryId right) => left.CompareTo(right) >= 0;

    private static string Spell(UInt128 value) => string.Create(Length, value, static (signs, rest) =>
    {
        for (var at = signs.Length - 1; at >= 0; at--)
        {
            signs[at] = Signs[(int)(uint)(rest & ((1u << BitsPerSign) - 1))];
            rest >>= BitsPerSign;
        }
    });
}
