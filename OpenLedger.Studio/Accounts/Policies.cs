using Microsoft.AspNetCore.Authorization;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Accounts;

/// <summary>Names for <c>[Authorize(Policy = ...)]</c>. What carries none is open to everybody who is signed in.</summary>
internal static class Policies
{
    public const string Admin = Roles.Admin;
    public const string Trainer = Roles.Trainer;
}

/// <summary>Asks the directory, not the cookie, which may be hours old.</summary>
internal sealed class RoleRequirement(params string[] roles) : IAuthorizationRequirement
{
    public IReadOnlyList<string> Roles { get; } = roles;
}

/// <summary>Holds the person's role of this moment against the requirement.</summary>
internal sealed class RoleHandler(AccountDirectory accounts, SessionBook sessions) : AuthorizationHandler<RoleRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RoleRequirement requirement)
    {
        var current = new CurrentAccount(accounts, sessions);
        current.Be(context.User);
        if (requirement.Roles.Contains(current.Role))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
