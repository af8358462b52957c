namespace OpenLedger.Datanets.Releases;

/// <summary>Makes one hash of many: the root of the tree of RFC 9162. It is asked for here and given by whoever builds trees.</summary>
public interface ITreeRoot
{
    /// <summary>The root, 32 bytes, over hashes of leaves in this order; SHA-256 of nothing where there are none.</summary>
    byte[] RootOf(IEnumerable<byte[]> leaves);
}
