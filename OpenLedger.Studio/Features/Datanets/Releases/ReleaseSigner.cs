using System.Security.Cryptography;
using System.Text;
using OpenLedger.Attribution.Merkle;
using OpenLedger.Attribution.Signatures;
using OpenLedger.Datanets.Releases;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Datanets.Releases;

/// <summary>
/// The studio's key and trees, as releases ask for them. The key lies beside the studio's other keys, is made at the first release, and
/// is the one thing of it that must never be lost or shown.
/// </summary>
internal sealed class ReleaseSigner(DataFolder data) : IReleaseSigner, ITreeRoot
{
    private const string SaltOf = "openledger contributors of Datanet ";

    private readonly Lock _opening = new();
    private SigningKey? _key;

    /// <summary>The salt of a Datanet: a signature that is never shown, so that whoever lacks the key cannot guess who a contributor is.</summary>
    public byte[] ContributorSalt(string datanetId) => SHA256.HashData(Key().Sign(Encoding.UTF8.GetBytes(SaltOf + datanetId)));

    public ReleaseSignature Sign(ReadOnlySpan<byte> manifest)
    {
        var key = Key();
        return new ReleaseSignature(key.PublicKey.Text, Convert.ToBase64String(key.Sign(manifest)));
    }

    /// <summary>Computed in two ways: a root that one of them got wrong would be signed for ever.</summary>
    public byte[] RootOf(IEnumerable<byte[]> leaves)
    {
        var hashes = leaves.Select(leaf => Hash.From(leaf)).ToArray();
        var root = MerkleTree.Of(hashes).Root;
        return root == RootBuilder.RootOf(hashes) ? root.ToArray() : throw new InvalidOperationException("Two ways to the root of a tree disagree. Nothing was signed; check the memory of this computer.");
    }

    private SigningKey Key()
    {
        lock (_opening)
        {
            return _key ??= KeyFile.OpenOrCreate(data.SigningKey, RandomNumberGenerator.Fill);
        }
    }
}
