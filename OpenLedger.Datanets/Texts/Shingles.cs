using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OpenLedger.Datanets.Texts;

/// <summary>
/// The pieces of five characters that a canonical text is made of, as hashes. Line feeds part blocks that have no shingle together. A block
/// shorter than five characters is one shingle: without that, short texts would have none, and all of them would be alike or none would.
/// </summary>
internal static class Shingles
{
    /// <summary>How many characters a shingle has: five told edits of short entries better than three words (docs/decisions).</summary>
    public const int Length = 5;

    private const uint Finish1 = 0x85EBCA6B;
    private const uint Finish2 = 0xC2B2AE35;

    private static readonly uint[] Factors = [0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F, 0x165667B1];

    /// <summary>Writes the hash of every shingle, those that come twice twice, and says how many they are: never more than the text has characters.</summary>
    public static int Write(ReadOnlySpan<char> text, Span<uint> shingles)
    {
        var count = 0;
        foreach (var range in text.Split('\n'))
        {
            var block = text[range];
            if (block.Length >= Length)
            {
                WriteBlock(block, shingles[count..]);
                count += block.Length - Length + 1;
            }
            else if (block.Length > 0)
            {
                shingles[count++] = HashOf(block);
            }
        }

        return count;
    }

    /// <summary>Sixteen places at a time, and one by one what is left.</summary>
    private static void WriteBlock(ReadOnlySpan<char> block, Span<uint> shingles)
    {
        var signs = MemoryMarshal.Cast<char, ushort>(block);
        var start = 0;
        for (; start + Vector256<ushort>.Count + Length - 1 <= signs.Length; start += Vector256<ushort>.Count)
        {
            var (low, high) = (Vector256.Create((uint)Length), Vector256.Create((uint)Length));
            for (var at = 0; at < Length; at++)
            {
                var (lower, upper) = Vector256.Widen(Vector256.Create(signs.Slice(start + at, Vector256<ushort>.Count)));
                low += lower * Factors[at];
                high += upper * Factors[at];
            }

            Mixed(low).CopyTo(shingles[start..]);
            Mixed(high).CopyTo(shingles[(start + Vector256<uint>.Count)..]);
        }

        for (; start + Length <= block.Length; start++)
        {
            shingles[start] = HashOf(block.Slice(start, Length));
        }
    }

    private static uint HashOf(ReadOnlySpan<char> signs)
    {
        var hash = (uint)signs.Length;
        for (var at = 0; at < signs.Length; at++)
        {
            hash += signs[at] * Factors[at];
        }

        hash = (hash ^ (hash >> 16)) * Finish1;
        hash = (hash ^ (hash >> 13)) * Finish2;
        return hash ^ (hash >> 16);
    }

    private static Vector256<uint> Mixed(Vector256<uint> hash)
    {
        hash = (hash ^ (hash >>> 16)) * Finish1;
        hash = (hash ^ (hash >>> 13)) * Finish2;
        return hash ^ (hash >>> 16);
    }
}
