using System.Security.Cryptography;
using System.Text;

namespace OpenLedger.Datanets.Releases;

/// <summary>How a release names a contributor: it can be told that two entries are of one person, not of whom.</summary>
public static class ContributorRef
{
    /// <summary>The fewest bytes of a salt.</summary>
    public const int LeastSaltBytes = 16;

    /// <summary>
    /// <c>HMAC-SHA256(salt, account)</c> in hexadecimal digits. Whoever destroys the salt or the account's name makes the reference
    /// nameless, and every root stays what it was.
    /// </summary>
    /// <param name="salt">The Datanet's secret.</param>
    /// <param name="accountId">The account.</param>
    public static string Of(ReadOnlySpan<byte> salt, string accountId)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(salt.Length, LeastSaltBytes);
        return Convert.ToHexStringLower(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(accountId)));
    }
}
