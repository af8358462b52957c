using Microsoft.AspNetCore.Identity;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Accounts;

/// <summary>A password is long and not one that everybody tries first; classes of characters make it no better.</summary>
internal sealed class PasswordRules : IPasswordValidator<Account>
{
    public const int Shortest = 12;
    public const int Longest = 200;

    private const int FewestDifferent = 5;
    private const int ShortestRest = 6;

    private static readonly string[] TriedFirst =
    [
        "password", "passwort", "qwertyuiop", "qwertzuiop", "asdfghjkl", "letmein", "iloveyou", "administrator", "openledger", "123456789", "abcdefgh", "welcome", "changeme", "correcthorsebatterystaple",
    ];

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult(Problem(password, user.UserName) is { } problem ? IdentityResult.Failed(new IdentityError { Code = "Password", Description = problem }) : IdentityResult.Success);

    /// <summary>Why it cannot be taken, in a sentence; null where it can.</summary>
    public static string? Problem(string? password, string? name)
    {
        if (password is null || password.Length < Shortest)
        {
            return "The password needs at least 12 characters. A few words that do not belong together are easy to remember.";
        }

        if (password.Length > Longest)
        {
            return "The password is longer than 200 characters. Choose a shorter one.";
        }

        // What is left when a well-known word is taken out is what an attacker must guess.
        var letters = new string([.. password.ToLowerInvariant().Where(char.IsLetterOrDigit)]);
        var rest = TriedFirst.Append(name?.ToLowerInvariant() ?? string.Empty).Where(word => word.Length > 2).Aggregate(letters, (text, word) => text.Replace(word, string.Empty, StringComparison.Ordinal));
        return rest.Length < ShortestRest || password.Distinct().Count() < FewestDifferent
            ? "This password is one that is tried first. Choose a few words that do not belong together."
            : null;
    }
}
