using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OpenLedger.Datanets.Duplicates;

/// <summary>
/// Signatures of sets after Broder (1997): for each of many orders of all shingles the least of the set. Two sets have the same least with
/// the probability of their Jaccard similarity. An order is <c>factor × shingle + offset</c> modulo 2^32 over shingles that are well mixed.
/// </summary>
internal sealed class MinHash
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private readonly int _bands;
    private readonly int _rows;
    private readonly uint[] _factors;
    private readonly uint[] _offsets;

    public MinHash(int bands, int rows)
    {
        (_bands, _rows) = (bands, rows);

        // Whole vectors; what is too much is never read.
        var padded = (bands * rows + Vector256<uint>.Count - 1) / Vector256<uint>.Count * Vector256<uint>.Count;
        (_factors, _offsets) = (new uint[padded], new uint[padded]);
        ulong state = 0;
        for (var order = 0; order < padded; order++)
        {
            _factors[order] = (uint)Next(ref state) | 1;
            _offsets[order] = (uint)Next(ref state);
        }
    }

    /// <summary>How many minima there are.</summary>
    public int Count => _bands * _rows;

    /// <summary>How many places <see cref="Sign"/> writes: <see cref="Count"/> and some that fill the last vector.</summary>
    public int Places => _factors.Length;

    /// <summary>Writes the minima of a set; shingles that come twice change nothing.</summary>
    public void Sign(ReadOnlySpan<uint> shingles, Span<uint> minima)
    {
        var factors = MemoryMarshal.Cast<uint, Vector256<uint>>(_factors);
        var offsets = MemoryMarshal.Cast<uint, Vector256<uint>>(_offsets);
        var results = MemoryMarshal.Cast<uint, Vector256<uint>>(minima[..Places]);
        for (var group = 0; group < factors.Length; group++)
        {
            var (factor, offset, least) = (factors[group], offsets[group], Vector256<uint>.AllBitsSet);
            foreach (var shingle in shingles)
            {
                least = Vector256.Min(least, (Vector256.Create(shingle) * factor) + offset);
            }

            results[group] = least;
        }
    }

    /// <summary>The key of one band: entries with equal keys are candidates.</summary>
    public uint BandKey(ReadOnlySpan<uint> minima, int band)
    {
        var key = (ulong)band;
        foreach (var minimum in minima.Slice(band * _rows, _rows))
        {
            key = (key ^ minimum) * Golden;
            key ^= key >> 32;
        }

        return (uint)key | 1;
    }

    private static ulong Next(ref ulong state)
    {
        // SplitMix64.
        var mixed = state += Golden;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
