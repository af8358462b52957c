using System.Globalization;
using System.Text;
using OpenLedger.Attribution.Merkle;

namespace OpenLedger.Attribution.Tests.Merkle;

/// <summary>The tree as RFC 9162 defines it, by recursion over all leaves: slow and plain.</summary>
internal static class Reference
{
    public static byte[] Entry(int index) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"entry {index}"));

    public static Hash[] Leaves(int count) => [.. Enumerable.Range(0, count).Select(index => Hash.OfLeaf(Entry(index)))];

    /// <summary>MTH, section 2.1.1.</summary>
    public static Hash Root(ReadOnlySpan<Hash> leaves) => leaves.Length switch
    {
        0 => Hash.OfNothing,
        1 => leaves[0],
        _ => Hash.OfNode(Root(leaves[..Split(leaves.Length)]), Root(leaves[Split(leaves.Length)..])),
    };

    /// <summary>PATH, section 2.1.3.1.</summary>
    public static List<Hash> Path(int index, ReadOnlySpan<Hash> leaves)
    {
        if (leaves.Length <= 1)
        {
            return [];
        }

        var split = Split(leaves.Length);
        return index < split ? [.. Path(index, leaves[..split]), Root(leaves[split..])] : [.. Path(index - split, leaves[split..]), Root(leaves[..split])];
    }

    /// <summary>SUBPROOF, section 2.1.4.1.</summary>
    public static List<Hash> SubProof(int size, ReadOnlySpan<Hash> leaves, bool known)
    {
        if (size == leaves.Length)
        {
            return known ? [] : [Root(leaves)];
        }

        var split = Split(leaves.Length);
        return size <= split
            ? [.. SubProof(size, leaves[..split], known), Root(leaves[split..])]
            : [.. SubProof(size - split, leaves[split..], known: false), Root(leaves[..split])];
    }

    /// <summary>The turns on the way from a leaf up to the root, L where the leaf's side is the left one.</summary>
    public static string Route(long index, long size)
    {
        if (size <= 1)
        {
            return "";
        }

        var split = 1L;
        while (2 * split < size)
        {
            split *= 2;
        }

        return index < split ? Route(index, split) + "L" : Route(index - split, size - split) + "R";
    }

    public static Hash Flip(Hash hash, int bit)
    {
        var bytes = hash.ToArray();
        bytes[bit / 8 % Hash.Bytes] ^= (byte)(1 << (bit % 8));
        return Hash.From(bytes);
    }

    private static int Split(int count)
    {
        var split = 1;
        while (2 * split < count)
        {
            split *= 2;
        }

        return split;
    }
}
