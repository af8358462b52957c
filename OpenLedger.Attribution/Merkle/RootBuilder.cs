using System.Numerics;

namespace OpenLedger.Attribution.Merkle;

/// <summary>
/// The root of leaves that come one after the other, in memory for one hash a level (RFC 9162, section 2.1.2). A second way to the same
/// root as <see cref="MerkleTree"/>: what is signed should have been computed twice.
/// </summary>
public sealed class RootBuilder
{
    // Roots of full trees, the largest first; their sizes are the binary digits of Count.
    private readonly Stack<Hash> _full = new();

    /// <summary>How many leaves came.</summary>
    public long Count { get; private set; }

    /// <summary>The root over all leaves so far; more may follow.</summary>
    public Hash Root
    {
        get
        {
            if (Count == 0)
            {
                return Hash.OfNothing;
            }

            using var trees = _full.GetEnumerator();
            trees.MoveNext();
            var root = trees.Current;
            while (trees.MoveNext())
            {
                root = Hash.OfNode(trees.Current, root);
            }

            return root;
        }
    }

    /// <summary>The root of all leaves of a sequence.</summary>
    public static Hash RootOf(IEnumerable<Hash> leaves)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        var builder = new RootBuilder();
        foreach (var leaf in leaves)
        {
            builder.Add(leaf);
        }

        return builder.Root;
    }

    /// <summary>Takes the hash of the next leaf.</summary>
    public void Add(Hash leaf)
    {
        var joined = leaf;
        for (var full = BitOperations.TrailingZeroCount(~Count); full > 0; full--)
        {
            joined = Hash.OfNode(_full.Pop(), joined);
        }

        _full.Push(joined);
        Count++;
    }
}
