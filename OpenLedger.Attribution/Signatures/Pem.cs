using System.Security.Cryptography;

namespace OpenLedger.Attribution.Signatures;

/// <summary>Reads the one spelling that a key of Ed25519 has as PEM: a fixed beginning, then the key.</summary>
internal static class Pem
{
    public static byte[]? TryRead(string text, string label, ReadOnlySpan<byte> before, int keyBytes)
    {
        if (!PemEncoding.TryFind(text, out var found) || text[found.Label] != label)
        {
            return null;
        }

        var bytes = Convert.FromBase64String(text[found.Base64Data]);
        return bytes.Length == before.Length + keyBytes && bytes.AsSpan().StartsWith(before) ? bytes[before.Length..] : null;
    }
}
