using OpenLedger.Attribution.Merkle;

namespace OpenLedger.Attribution.Tests.Merkle;

/// <summary>What is not the proof is refused: turned bits, hashes that came, went or changed places, other places and sizes, chance.</summary>
public class ForgedProofTests
{
    private const int Rounds = 400;

    [Fact]
    public void InclusionProof_Forged_IsRefused()
    {
        var random = new Random(9162);
        for (var round = 0; round < Rounds; round++)
        {
            var size = random.Next(1, 258);
            var index = random.Next(size);
            var leaves = Reference.Leaves(size);
            var tree = MerkleTree.Of(leaves);
            var proof = tree.ProveInclusion(index);

            Assert.All(Forged(proof.Path, random), path => Assert.False((proof with { Path = path }).Holds(leaves[index], tree.Root), $"leaf {index} of {size}"));
            Assert.False(proof.Holds(Reference.Flip(leaves[index], random.Next(256)), tree.Root));
            Assert.False(proof.Holds(leaves[index], Hash.OfNothing));
            Assert.Equal(size == 1, proof.Holds(tree.Root, tree.Root));
            AssertPlaceIsBound(proof, leaves[index], tree.Root);
        }
    }

    [Fact]
    public void ConsistencyProof_Forged_IsRefused()
    {
        var random = new Random(6962);
        for (var round = 0; round < Rounds; round++)
        {
            var second = random.Next(2, 258);
            var first = random.Next(1, second);
            var tree = MerkleTree.Of(Reference.Leaves(second));
            var proof = tree.ProveConsistency(first);
            var (firstRoot, secondRoot) = (tree.RootAt(first), tree.Root);

            Assert.All(Forged(proof.Path, random), path => Assert.False((proof with { Path = path }).Holds(firstRoot, secondRoot), $"{first} of {second}"));
            Assert.False(proof.Holds(secondRoot, firstRoot));
            Assert.False(proof.Holds(firstRoot, firstRoot));
            Assert.False((proof with { FirstSize = 0 }).Holds(firstRoot, secondRoot));
            Assert.False((proof with { FirstSize = second }).Holds(firstRoot, secondRoot));
            Assert.False((proof with { SecondSize = first }).Holds(firstRoot, secondRoot));
            Assert.False((proof with { SecondSize = first - 1 }).Holds(firstRoot, secondRoot));
            Assert.False((proof with { FirstSize = -first }).Holds(firstRoot, secondRoot));
        }
    }

    [Fact]
    public void Proof_OfChance_IsRefused()
    {
        var random = new Random(1);
        var tree = MerkleTree.Of(Reference.Leaves(100));
        for (var round = 0; round < 20_000; round++)
        {
            var path = Enumerable.Range(0, random.Next(0, 12)).Select(_ => Chance(random)).ToList();

            Assert.False(new InclusionProof(random.NextInt64(-2, 200), random.NextInt64(-2, 200), path).Holds(Chance(random), tree.Root));
            Assert.False(new ConsistencyProof(random.NextInt64(-2, 200), random.NextInt64(1, 200), path).Holds(Chance(random), tree.Root));
        }
    }

    [Fact]
    public void Proof_LongerThanAnyTree_IsRefusedUnread()
    {
        var path = Enumerable.Repeat(Hash.OfNothing, 1_000).ToList();

        Assert.Null(new InclusionProof(0, long.MaxValue, path).RootFrom(Hash.OfNothing));
        Assert.False(new ConsistencyProof(1, long.MaxValue, path).Holds(Hash.OfNothing, Hash.OfNothing));
    }

    /// <summary>Another place or size passes only where it takes the same turns: then the signed tree head, which holds the size, decides.</summary>
    private static void AssertPlaceIsBound(InclusionProof proof, Hash leaf, Hash root)
    {
        var route = Reference.Route(proof.LeafIndex, proof.TreeSize);
        long[] sizes = [proof.TreeSize * 2, proof.TreeSize / 2, proof.TreeSize + 1, proof.TreeSize - 1, 0, -1, long.MaxValue];
        long[] places = [proof.LeafIndex + 1, proof.LeafIndex - 1, proof.LeafIndex * 2, proof.LeafIndex + proof.TreeSize, -1, long.MinValue, long.MaxValue];
        foreach (var other in sizes.Select(size => proof with { TreeSize = size }).Concat(places.Select(place => proof with { LeafIndex = place })))
        {
            var same = other.LeafIndex >= 0 && other.LeafIndex < other.TreeSize && Reference.Route(other.LeafIndex, Math.Min(other.TreeSize, 1L << 60)) == route;

            Assert.True(same == other.Holds(leaf, root), $"{proof.LeafIndex} of {proof.TreeSize} as {other.LeafIndex} of {other.TreeSize}");
        }
    }

    private static IEnumerable<List<Hash>> Forged(IReadOnlyList<Hash> path, Random random)
    {
        foreach (var added in (Hash[])[Hash.OfNothing, Chance(random), default])
        {
            yield return [added, .. path];
            yield return [.. path, added];
            var at = random.Next(path.Count + 1);
            yield return [.. path.Take(at), added, .. path.Skip(at)];
        }

        for (var at = 0; at < path.Count; at++)
        {
            yield return [.. path.Take(at), .. path.Skip(at + 1)];
            yield return [.. path.Take(at), Reference.Flip(path[at], random.Next(256)), .. path.Skip(at + 1)];
            if (at > 0)
            {
                yield return [.. path.Take(at - 1), path[at], path[at - 1], .. path.Skip(at + 1)];
                yield return [.. path.Take(at)];
                yield return [.. path.Skip(at)];
            }
        }
    }

    private static Hash Chance(Random random)
    {
        var bytes = new byte[Hash.Bytes];
        random.NextBytes(bytes);
        return Hash.From(bytes);
    }
}
