using System.Numerics;
using System.Runtime.Intrinsics;

namespace OpenLedger.Datanets.Duplicates;

/// <summary>
/// One byte of each minimum of each entry's signature (b-bit minwise hashing, Li and König 2010): enough to tell chance candidates from
/// those that are worth reading without reading them.
/// </summary>
internal sealed class SignatureStore(int permutations)
{
    private const int EntriesPerChunk = 4096;
    private const uint FewestEntries = 64;

    // Of minima that differ, one in so many agrees in its last byte.
    private const double ChanceAgreement = 1.0 / 256;

    // Three standard deviations below the similarity from which a pair is shown, at a hundred minima. What is alike by containment alone lies
    // above it wherever bands find it more than by luck.
    private const double WorthReadingAt = 0.45;

    private readonly int _leastAgreeing = (int)(permutations * (WorthReadingAt + ((1 - WorthReadingAt) * ChanceAgreement)));
    private byte[][] _chunks = [[]];

    /// <summary>Makes room for so many entries.</summary>
    public void Grow(int entries)
    {
        var first = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(entries, FewestEntries, EntriesPerChunk)) * permutations;
        if (first > _chunks[0].Length)
        {
            Array.Resize(ref _chunks[0], first);
        }

        var chunks = (entries + EntriesPerChunk - 1) / EntriesPerChunk;
        var before = _chunks.Length;
        if (chunks > before)
        {
            Array.Resize(ref _chunks, chunks);
            for (var chunk = before; chunk < chunks; chunk++)
            {
                _chunks[chunk] = new byte[EntriesPerChunk * permutations];
            }
        }
    }

    /// <summary>Keeps the signature of an entry.</summary>
    public void Set(int entry, ReadOnlySpan<uint> minima) => Shorten(minima, _chunks[entry / EntriesPerChunk].AsSpan(entry % EntriesPerChunk * permutations, permutations));

    /// <summary>The signature of an entry.</summary>
    public ReadOnlySpan<byte> Of(int entry) => _chunks[entry / EntriesPerChunk].AsSpan(entry % EntriesPerChunk * permutations, permutations);

    /// <summary>Shortens minima to one byte each.</summary>
    public void Shorten(ReadOnlySpan<uint> minima, Span<byte> signature)
    {
        for (var at = 0; at < permutations; at++)
        {
            signature[at] = (byte)minima[at];
        }
    }

    /// <summary>True where an entry may be alike enough to be compared exactly.</summary>
    public bool IsWorthReading(int entry, ReadOnlySpan<byte> signature) => Agreeing(entry, signature) >= _leastAgreeing;

    /// <summary>How many minima of an entry agree with a signature, in their last byte.</summary>
    public int Agreeing(int entry, ReadOnlySpan<byte> signature)
    {
        var other = Of(entry);
        var (agreeing, at) = (0, 0);
        for (; at + Vector256<byte>.Count <= permutations; at += Vector256<byte>.Count)
        {
            var equal = Vector256.Equals(Vector256.Create(signature[at..]), Vector256.Create(other[at..]));
            agreeing += BitOperations.PopCount(equal.ExtractMostSignificantBits());
        }

        for (; at < permutations; at++)
        {
            agreeing += signature[at] == other[at] ? 1 : 0;
        }

        return agreeing;
    }
}
