namespace OpenLedger.Attribution.Merkle;

/// <summary>That a leaf stands at a place of a tree: the hashes beside its way to the root, from the leaf up.</summary>
/// <param name="LeafIndex">The place, from 0.</param>
/// <param name="TreeSize">How many leaves the tree has.</param>
/// <param name="Path">The hashes.</param>
public sealed record InclusionProof(long LeafIndex, long TreeSize, IReadOnlyList<Hash> Path)
{
    /// <summary>The longest way there can be; anything longer is refused before it is hashed.</summary>
    public const int LongestPath = 63;

    /// <summary>
    /// The root that the proof leads to from a leaf (RFC 9162, section 2.1.3.2); null where the path does not fit place and size. Compare
    /// it with a root that comes from elsewhere: from a manifest or a tree head whose signature holds, which also binds the size.
    /// </summary>
    public Hash? RootFrom(Hash leaf)
    {
        if (LeafIndex < 0 || LeafIndex >= TreeSize || Path.Count > LongestPath)
        {
            return null;
        }

        var (place, last, root) = (LeafIndex, TreeSize - 1, leaf);
        foreach (var neighbour in Path)
        {
            if (last == 0)
            {
                return null;
            }

            if ((place & 1) == 1 || place == last)
            {
                root = Hash.OfNode(neighbour, root);
                while ((place & 1) == 0 && place != 0)
                {
                    (place, last) = (place >> 1, last >> 1);
                }
            }
            else
            {
                root = Hash.OfNode(root, neighbour);
            }

            (place, last) = (place >> 1, last >> 1);
        }

        return last == 0 ? root : null;
    }

    /// <summary>True where the leaf is in the tree of this root.</summary>
    public bool Holds(Hash leaf, Hash root) => RootFrom(leaf) == root;
}
