namespace OpenLedger.Datanets.Releases;

/// <summary>Signs a manifest with Ed25519. It is asked for here and given by whoever keeps the key.</summary>
public interface IReleaseSigner
{
    /// <summary>The signature of the manifest's bytes.</summary>
    ReleaseSignature Sign(ReadOnlySpan<byte> manifest);
}

/// <summary>Who signed, and what came of it.</summary>
/// <param name="PublicKey">The key that checks it, as PEM.</param>
/// <param name="Signature">64 bytes in base 64.</param>
public sealed record ReleaseSignature(string PublicKey, string Signature);
