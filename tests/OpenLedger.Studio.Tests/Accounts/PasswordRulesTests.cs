using OpenLedger.Studio.Accounts;

namespace OpenLedger.Studio.Tests.Accounts;

public class PasswordRulesTests
{
    [Theory]
    [InlineData("four small boats at noon", null)]
    [InlineData("k7#pW2!qLm9z", null)]
    [InlineData("short", "at least 12")]
    [InlineData(null, "at least 12")]
    [InlineData("password1234", "tried first")]
    [InlineData("admin admin admin", "tried first")]
    [InlineData("aaaaaaaaaaaaaaaa", "tried first")]
    [InlineData("123456789123456789", "tried first")]
    public void Password_IsJudged(string? password, string? problem)
    {
        var found = PasswordRules.Problem(password, "admin");

        if (problem is null)
        {
            Assert.Null(found);
        }
        else
        {
            Assert.Contains(problem, found, StringComparison.Ordinal);
        }
    }
}
