using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OpenLedger.Training.Tokenization.Merging;

/// <summary>Hashing with a secret of this process, so that a file cannot be made whose entries all fall into one place.</summary>
internal static class ByteHash
{
    private const ulong Spread = 0x9E3779B97F4A7C15;
    private static readonly ulong Secret = ((ulong)(uint)HashCode.Combine(1) << 32 | (uint)HashCode.Combine(2)) | 1;

    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var hash = Secret ^ ((ulong)bytes.Length * Spread);
        while (bytes.Length >= sizeof(ulong))
        {
            hash = Mix(hash ^ MemoryMarshal.Read<ulong>(bytes), Spread);
            bytes = bytes[sizeof(ulong)..];
        }

        ulong rest = 0;
        foreach (var value in bytes)
        {
            rest = (rest << 8) | value;
        }

        return Mix(hash ^ rest, Secret);
    }

    public static ulong Of(ulong value) => Mix(value ^ Secret, Spread);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }
}
