using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using OpenLedger.Training.Tokenization.Characters;

namespace OpenLedger.Training.Tokenization.Merging;

/// <summary>A piece of up to 32 bytes as four machine words: compared and hashed without touching its bytes again.</summary>
internal readonly struct PieceKey
{
    public const int LongestPiece = 32;

    public readonly ulong First;
    public readonly ulong Second;
    public readonly ulong Third;
    public readonly ulong Fourth;
    public readonly int Length;

    /// <summary>Reads whole words, which the padding of every text buffer allows.</summary>
    public PieceKey(byte[] bytes, int start, int length)
    {
        if (start + LongestPiece > bytes.Length || length is < 0 or > LongestPiece)
        {
            throw new ArgumentOutOfRangeException(nameof(start), $"A piece has to be followed by {Utf8.Padding} bytes of padding.");
        }

        Length = length;
        ref var at = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(bytes), start);
        if (length <= 8)
        {
            First = Load(ref at, 0, length);
            return;
        }

        First = Unsafe.ReadUnaligned<ulong>(ref at);
        Second = Load(ref at, 8, Math.Min(length - 8, 8));
        if (length > 16)
        {
            Third = Load(ref at, 16, Math.Min(length - 16, 8));
            Fourth = length > 24 ? Load(ref at, 24, length - 24) : 0;
        }
    }

    public ulong Hash => HashOf(First, Second, Third, Fourth, Length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong HashOf(ulong first, ulong second, ulong third, ulong fourth, int length)
    {
        var hash = ByteHash.Of(first ^ ((ulong)length << 56));
        if (length > 8)
        {
            hash = ByteHash.Of(hash ^ second);
            if (length > 16)
            {
                hash = ByteHash.Of(ByteHash.Of(hash ^ third) ^ fourth);
            }
        }

        return hash;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Load(ref byte bytes, int offset, int length)
    {
        var word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, offset));
        return length == 0 ? 0 : word & (ulong.MaxValue >> (64 - (8 * length)));
    }
}
