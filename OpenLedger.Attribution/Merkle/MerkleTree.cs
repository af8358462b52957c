namespace OpenLedger.Attribution.Merkle;

/// <summary>
/// The tree over the hashes of leaves, as RFC 9162 builds it (section 2.1.1): a node joins two subtrees, the left one holds the largest
/// power of two below the number of leaves. All nodes are kept, 64 bytes a leaf, so that a proof takes no hashing.
/// </summary>
public sealed class MerkleTree
{
    /// <summary>How many leaves a tree takes at most: 4 GB of nodes.</summary>
    public const int MostLeaves = 1 << 26;

    // Level 0 are the leaves; the node at level k and place i stands over the leaves from i * 2^k on. A last node without a neighbour
    // goes up as it is.
    private readonly List<Hash[]> _levels = [];

    private MerkleTree(Hash[] leaves)
    {
        for (var level = leaves; ; level = Above(level))
        {
            _levels.Add(level);
            if (level.Length <= 1)
            {
                break;
            }
        }
    }

    /// <summary>The number of leaves.</summary>
    public int Count => _levels[0].Length;

    /// <summary>The hash over everything; of a tree without leaves <see cref="Hash.OfNothing"/>.</summary>
    public Hash Root => Count == 0 ? Hash.OfNothing : _levels[^1][0];

    /// <summary>The hashes of the leaves in their order.</summary>
    public IReadOnlyList<Hash> Leaves => _levels[0];

    /// <summary>The tree over these leaves.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are more than <see cref="MostLeaves"/>.</exception>
    public static MerkleTree Of(IEnumerable<Hash> leaves)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        var all = leaves.Take(MostLeaves + 1).ToArray();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(all.Length, MostLeaves, nameof(leaves));
        return new MerkleTree(all);
    }

    /// <summary>The root that the tree had when it held its first leaves only.</summary>
    public Hash RootAt(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Count);
        return size == 0 ? Hash.OfNothing : RootOfFirst(size);
    }

    /// <summary>That a leaf is in this tree (RFC 9162, section 2.1.3.1): the neighbours on its way to the root.</summary>
    public InclusionProof ProveInclusion(int leafIndex)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(leafIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(leafIndex, Count);
        var path = new List<Hash>();
        var at = leafIndex;
        foreach (var level in _levels)
        {
            if ((at ^ 1) < level.Length)
            {
                path.Add(level[at ^ 1]);
            }

            at >>= 1;
        }

        return new InclusionProof(leafIndex, Count, path);
    }

    /// <summary>That the tree of the first leaves was only added to (RFC 9162, section 2.1.4.1).</summary>
    /// <param name="size">How many leaves the earlier tree had, from 0 to <see cref="Count"/>.</param>
    public ConsistencyProof ProveConsistency(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Count);
        var path = new List<Hash>();
        if (size > 0 && size < Count)
        {
            Prove(size, 0, Count, known: true, path);
        }

        return new ConsistencyProof(size, Count, path);
    }

    /// <summary>SUBPROOF of the RFC: over the leaves from start to end, of which the earlier tree held the first ones.</summary>
    private void Prove(int size, int start, int end, bool known, List<Hash> path)
    {
        var count = end - start;
        if (size == count)
        {
            if (!known)
            {
                path.Add(NodeOver(start, end));
            }

            return;
        }

        var left = Split(count);
        if (size <= left)
        {
            Prove(size, start, start + left, known, path);
            path.Add(NodeOver(start + left, end));
        }
        else
        {
            Prove(size - left, start + left, end, known: false, path);
            path.Add(NodeOver(start, start + left));
        }
    }

    /// <summary>The stored node over leaves that are the whole of a subtree of this tree.</summary>
    private Hash NodeOver(int start, int end)
    {
        var level = Log2(end - start);
        return _levels[level][start >> level];
    }

    private Hash RootOfFirst(int size)
    {
        var end = size;
        Hash? root = null;
        while (end > 0)
        {
            // The last full subtree before the end.
            var count = end & -end;
            var node = NodeOver(end - count, end);
            root = root is { } right ? Hash.OfNode(node, right) : node;
            end -= count;
        }

        return root!.Value;
    }

    private static Hash[] Above(Hash[] level)
    {
        var above = new Hash[(level.Length + 1) / 2];
        for (var at = 0; at < above.Length; at++)
        {
            above[at] = (2 * at) + 1 < level.Length ? Hash.OfNode(level[2 * at], level[(2 * at) + 1]) : level[2 * at];
        }

        return above;
    }

    /// <summary>The largest power of two below a count of two or more.</summary>
    private static int Split(int count) => 1 << (Log2(count) - 1);

    /// <summary>Of a count, rounded up.</summary>
    private static int Log2(int count) => 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)count - 1);
}
