using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace OpenLedger.Attribution.Signatures;

/// <summary>A key of Ed25519 that anyone may have, to check what its <see cref="SigningKey"/> signed (RFC 8032, section 5.1).</summary>
public sealed class PublicKey : IEquatable<PublicKey>
{
    /// <summary>How many bytes the key has.</summary>
    public const int Bytes = 32;

    /// <summary>How many bytes a signature has.</summary>
    public const int SignatureBytes = 64;

    private const string Label = "PUBLIC KEY";
    private const int LongestText = 1024;

    private readonly byte[] _key;

    private PublicKey(byte[] key) => _key = key;

    /// <summary>The key as PEM (RFC 8410, SubjectPublicKeyInfo), which openssl and others read.</summary>
    public string Text => PemEncoding.WriteString(Label, [.. Before, .. _key]) + "\n";

    /// <summary>The first 16 hexadecimal digits of the SHA-256 of the key: a short name for it.</summary>
    public string Name => Convert.ToHexStringLower(SHA256.HashData(_key).AsSpan(0, 8));

    // What stands before the key in DER: a sequence of the algorithm 1.3.101.112 and a bit string of 32 bytes.
    private static ReadOnlySpan<byte> Before => [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

    /// <summary>The key of these 32 bytes.</summary>
    public static PublicKey From(ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, Bytes);
        return new PublicKey(key.ToArray());
    }

    /// <summary>Reads what <see cref="Text"/> wrote; null where it is not a key of Ed25519.</summary>
    public static PublicKey? TryParse(string? text) =>
        text is { Length: <= LongestText } && Pem.TryRead(text, Label, Before, Bytes) is { } key ? new PublicKey(key) : null;

    /// <summary>True where the signature is of this message by this key's owner. Anything else, a wrong length too, is false.</summary>
    public bool Verifies(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        signature.Length == SignatureBytes && Ed25519.Verify(signature.ToArray(), 0, _key, 0, message.ToArray(), 0, message.Length);

    /// <summary>The 32 bytes.</summary>
    public byte[] ToArray() => [.. _key];

    /// <inheritdoc/>
    public bool Equals(PublicKey? other) => other is not null && _key.AsSpan().SequenceEqual(other._key);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PublicKey);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(_key);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
