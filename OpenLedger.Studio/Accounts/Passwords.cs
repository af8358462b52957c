using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Accounts;

/// <summary>Judges, hashes and compares passwords outside Identity's own paths, by the same rules.</summary>
internal static class Passwords
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Groups = 5;
    private const int GroupLength = 4;

    private static readonly PasswordHasher<Account> Hasher = new(Options.Create(AccountsModule.Hashing));

    /// <summary>Why it cannot be taken; null where it can.</summary>
    public static Sentence? Problem(string? password, string name) => PasswordRules.Problem(password, name) is { } problem ? new Sentence(problem) : null;

    public static string Hash(Account account, string password) => Hasher.HashPassword(account, password);

    public static bool IsRight(Account account, string password) =>
        account.PasswordHash is { } hash && password.Length <= PasswordRules.Longest && Hasher.VerifyHashedPassword(account, hash, password) != PasswordVerificationResult.Failed;

    /// <summary>One to pass on and to replace: about 99 bits, easy to read out.</summary>
    public static string New() => string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Letters, GroupLength)));

    /// <summary>Gives an account that is being written a new password and a clean start.</summary>
    public static void Set(Account account, string hash)
    {
        account.PasswordHash = hash;
        account.SecurityStamp = Guid.NewGuid().ToString();
        account.LockoutEnd = null;
        account.AccessFailedCount = 0;
    }
}
