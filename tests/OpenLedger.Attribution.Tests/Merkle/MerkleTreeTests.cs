using OpenLedger.Attribution.Merkle;

namespace OpenLedger.Attribution.Tests.Merkle;

public class MerkleTreeTests
{
    private const int Largest = 257;

    /// <summary>The leaves that logs of certificates test with since RFC 6962.</summary>
    private static readonly string[] KnownEntries = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696A6B6C6D6E6F"];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Root_OfKnownLeaves_IsTheKnownOne(int size, string root)
    {
        var leaves = KnownEntries.Take(size).Select(entry => Hash.OfLeaf(Convert.FromHexString(entry))).ToArray();

        Assert.Equal(root, MerkleTree.Of(leaves).Root.ToString());
        Assert.Equal(root, RootBuilder.RootOf(leaves).ToString());
    }

    [Fact]
    public void InclusionProof_OfKnownLeaves_IsTheKnownOne()
    {
        var proof = MerkleTree.Of(KnownEntries.Select(entry => Hash.OfLeaf(Convert.FromHexString(entry)))).ProveInclusion(0);

        Assert.Equal(
            ["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7", "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"],
            proof.Path.Select(hash => hash.ToString()));
    }

    [Fact]
    public void Root_OfEverySize_IsTheOneOfTheDefinition()
    {
        var all = Reference.Leaves(Largest);
        var largest = MerkleTree.Of(all);
        var builder = new RootBuilder();
        for (var size = 0; size <= Largest; size++)
        {
            var expected = Reference.Root(all.AsSpan(0, size));

            Assert.Equal(expected, MerkleTree.Of(all.Take(size)).Root);
            Assert.Equal(expected, largest.RootAt(size));
            Assert.Equal(expected, builder.Root);
            if (size < Largest)
            {
                builder.Add(all[size]);
            }
        }
    }

    [Fact]
    public void InclusionProofs_OfEverySizeAndLeaf_Hold()
    {
        var all = Reference.Leaves(Largest);
        for (var size = 1; size <= Largest; size++)
        {
            var tree = MerkleTree.Of(all.Take(size));
            for (var index = 0; index < size; index++)
            {
                var proof = tree.ProveInclusion(index);

                Assert.True(proof.Holds(all[index], tree.Root), $"leaf {index} of {size}");
                Assert.False(proof.Holds(all[(index + 1) % Largest], tree.Root), $"another leaf than {index} of {size}");
            }
        }
    }

    [Fact]
    public void Proofs_OfSomeSizes_AreThoseOfTheDefinition()
    {
        var all = Reference.Leaves(Largest);
        foreach (var size in (int[])[1, 2, 3, 6, 7, 8, 13, 31, 64, 65, 100, 257])
        {
            var leaves = all[..size];
            var tree = MerkleTree.Of(leaves);
            for (var index = 0; index < size; index++)
            {
                Assert.Equal(Reference.Path(index, leaves), tree.ProveInclusion(index).Path);
                Assert.Equal(Reference.SubProof(index + 1, leaves, known: true), tree.ProveConsistency(index + 1).Path);
            }
        }
    }

    [Fact]
    public void ConsistencyProofs_OfEveryPairOfSizes_Hold()
    {
        var all = Reference.Leaves(Largest);
        var roots = Enumerable.Range(0, Largest + 1).Select(size => MerkleTree.Of(all.Take(size)).Root).ToArray();
        for (var second = 0; second <= Largest; second++)
        {
            var tree = MerkleTree.Of(all.Take(second));
            for (var first = 0; first <= second; first++)
            {
                var proof = tree.ProveConsistency(first);

                Assert.True(proof.Holds(roots[first], roots[second]), $"{first} of {second}");
                Assert.False(proof.Holds(Reference.Flip(roots[first], first), roots[second]), $"another first root, {first} of {second}");

                // After nothing anything may come.
                Assert.Equal(first == 0 && second > 0, proof.Holds(roots[first], Reference.Flip(roots[second], second)));
            }
        }
    }

    [Fact]
    public void InclusionProof_OfAMillionLeaves_HasTwentyHashes()
    {
        var leaf = Hash.OfLeaf([1]);
        var proof = MerkleTree.Of(Enumerable.Repeat(leaf, 1_000_000)).ProveInclusion(123_456);

        Assert.Equal(20, proof.Path.Count);
    }

    [Fact]
    public void Hash_OfOtherText_IsNone()
    {
        Assert.Equal(Hash.OfNothing, Hash.TryParse(Hash.OfNothing.ToString()));
        Assert.Null(Hash.TryParse(null));
        Assert.Null(Hash.TryParse(new string('0', 63)));
        Assert.Null(Hash.TryParse(new string('g', 64)));
        Assert.Null(Hash.TryParse(new string('0', 66)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Proof_OfALeafThatIsNotThere_IsRefused(int index) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MerkleTree.Of(Reference.Leaves(3)).ProveInclusion(index));
}
