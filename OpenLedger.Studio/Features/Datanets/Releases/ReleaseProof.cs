using System.Text;
using OpenLedger.Attribution.Merkle;
using OpenLedger.Attribution.Signatures;
using OpenLedger.Datanets.Releases;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Datanets.Releases;

/// <summary>One step of the way from a leaf to the root.</summary>
/// <param name="Neighbour">The hash beside.</param>
/// <param name="IsLeft">Whether the neighbour stands on the left.</param>
/// <param name="Result">The hash of both.</param>
public sealed record ProofStep(string Neighbour, bool IsLeft, string Result);

/// <summary>That an entry is in a release, computed anew from the bytes that are kept; a page shows each part.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="Core">The bytes that the leaf is the hash of.</param>
/// <param name="LeafIndex">Its place.</param>
/// <param name="TreeSize">How many leaves there are.</param>
/// <param name="LeafHash">The hash of the bytes.</param>
/// <param name="Steps">The way to the root.</param>
/// <param name="Root">Where the way leads.</param>
/// <param name="RootHolds">Whether that is the root of the manifest.</param>
/// <param name="SignatureHolds">Whether the signature of the manifest is right.</param>
public sealed record ReleaseProof(string EntryId, string Core, long LeafIndex, long TreeSize, string LeafHash, IReadOnlyList<ProofStep> Steps, string Root, bool RootHolds, bool SignatureHolds)
{
    /// <summary>Whether everything is right.</summary>
    public bool Holds => RootHolds && SignatureHolds;

    internal static ReleaseProof Of(ReleaseView release, ReleaseEntryRow row, IReadOnlyList<ReleasedLeaf> leaves)
    {
        var leaf = Hash.OfLeaf(Encoding.UTF8.GetBytes(row.Content));
        var proof = MerkleTree.Of(leaves.Select(each => Hash.TryParse(each.LeafHash) ?? Hash.OfNothing)).ProveInclusion((int)row.LeafIndex);
        var root = Hash.TryParse(release.Manifest.MerkleRoot);
        var steps = StepsOf(leaf, proof);
        return new ReleaseProof(
            row.EntryId,
            row.Content,
            row.LeafIndex,
            leaves.Count,
            leaf.ToString(),
            steps,
            steps.Count == 0 ? leaf.ToString() : steps[^1].Result,
            root is { } signed && leaves.Count == release.Manifest.Counts.Entries && proof.Holds(leaf, signed),
            SignatureIsRight(release));
    }

    internal static bool SignatureIsRight(ReleaseView release)
    {
        var signature = new byte[PublicKey.SignatureBytes];
        return Convert.TryFromBase64String(release.Card.Signature, signature, out var length) && length == signature.Length
            && PublicKey.TryParse(release.Card.PublicKey)?.Verifies(Encoding.UTF8.GetBytes(release.ManifestText), signature) == true;
    }

    private static List<ProofStep> StepsOf(Hash leaf, InclusionProof proof)
    {
        var steps = new List<ProofStep>();
        var (at, last, hash) = (proof.LeafIndex, proof.TreeSize - 1, leaf);
        foreach (var neighbour in proof.Path)
        {
            // A node without a neighbour goes up as it is.
            while ((at & 1) == 0 && at == last)
            {
                (at, last) = (at >> 1, last >> 1);
            }

            var isLeft = (at & 1) == 1;
            hash = isLeft ? Hash.OfNode(neighbour, hash) : Hash.OfNode(hash, neighbour);
            steps.Add(new ProofStep(neighbour.ToString(), isLeft, hash.ToString()));
            (at, last) = (at >> 1, last >> 1);
        }

        return steps;
    }
}
