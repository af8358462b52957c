using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace OpenLedger.Attribution.Signatures;

/// <summary>A secret key of Ed25519 (RFC 8032, section 5.1). It never prints itself.</summary>
public sealed class SigningKey
{
    /// <summary>How many bytes the secret has.</summary>
    public const int SeedBytes = 32;

    private const string Label = "PRIVATE KEY";
    private const int LongestText = 1024;

    private readonly byte[] _seed;

    private SigningKey(byte[] seed)
    {
        _seed = seed;
        var key = new byte[PublicKey.Bytes];
        Ed25519.GeneratePublicKey(seed, 0, key, 0);
        PublicKey = PublicKey.From(key);
    }

    /// <summary>The key that checks what this one signs.</summary>
    public PublicKey PublicKey { get; }

    // What stands before the secret in DER: version 0, the algorithm 1.3.101.112, an octet string in an octet string.
    private static ReadOnlySpan<byte> Before => [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

    /// <summary>The key of a secret of 32 bytes, which must come from a source of chance that nobody can foresee.</summary>
    public static SigningKey From(ReadOnlySpan<byte> seed)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(seed.Length, SeedBytes);
        return new SigningKey(seed.ToArray());
    }

    /// <summary>The signature of a message: 64 bytes, the same each time.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        var signature = new byte[PublicKey.SignatureBytes];
        Ed25519.Sign(_seed, 0, message.ToArray(), 0, message.Length, signature, 0);
        return signature;
    }

    /// <summary>The secret as PEM (RFC 8410, PKCS #8), which openssl and others read.</summary>
    internal string ToText() => PemEncoding.WriteString(Label, [.. Before, .. _seed]) + "\n";

    /// <summary>Reads what <see cref="ToText"/> wrote; null where it is not a secret key of Ed25519.</summary>
    internal static SigningKey? TryParse(string text) =>
        text.Length <= LongestText && Pem.TryRead(text, Label, Before, SeedBytes) is { } seed ? new SigningKey(seed) : null;
}
