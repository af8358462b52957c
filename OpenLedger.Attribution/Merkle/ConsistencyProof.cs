using System.Numerics;

namespace OpenLedger.Attribution.Merkle;

/// <summary>That a larger tree begins with all leaves of a smaller one, in the same order.</summary>
/// <param name="FirstSize">The leaves of the smaller tree.</param>
/// <param name="SecondSize">The leaves of the larger one.</param>
/// <param name="Path">The hashes that both roots are made of.</param>
public sealed record ConsistencyProof(long FirstSize, long SecondSize, IReadOnlyList<Hash> Path)
{
    /// <summary>The longest path there can be; anything longer is refused before it is hashed.</summary>
    public const int LongestPath = 64;

    /// <summary>True where both roots follow from the path (RFC 9162, section 2.1.4.2).</summary>
    public bool Holds(Hash firstRoot, Hash secondRoot)
    {
        if (FirstSize < 0 || SecondSize < FirstSize || Path.Count > LongestPath)
        {
            return false;
        }

        if (FirstSize == SecondSize)
        {
            return Path.Count == 0 && firstRoot == secondRoot;
        }

        if (FirstSize == 0)
        {
            // Every tree begins with nothing.
            return Path.Count == 0 && firstRoot == Hash.OfNothing;
        }

        return BitOperations.IsPow2(FirstSize) ? Follow([firstRoot, .. Path], firstRoot, secondRoot) : Follow(Path, firstRoot, secondRoot);
    }

    private bool Follow(IReadOnlyList<Hash> path, Hash firstRoot, Hash secondRoot)
    {
        if (path.Count == 0)
        {
            return false;
        }

        var (place, last) = (FirstSize - 1, SecondSize - 1);
        while ((place & 1) == 1)
        {
            (place, last) = (place >> 1, last >> 1);
        }

        var (first, second) = (path[0], path[0]);
        foreach (var neighbour in path.Skip(1))
        {
            if (last == 0)
            {
                return false;
            }

            if ((place & 1) == 1 || place == last)
            {
                (first, second) = (Hash.OfNode(neighbour, first), Hash.OfNode(neighbour, second));
                while ((place & 1) == 0 && place != 0)
                {
                    (place, last) = (place >> 1, last >> 1);
                }
            }
            else
            {
                second = Hash.OfNode(second, neighbour);
            }

            (place, last) = (place >> 1, last >> 1);
        }

        return last == 0 && first == firstRoot && second == secondRoot;
    }
}
