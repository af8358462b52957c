using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace OpenLedger.Studio.Accounts;

/// <summary>Ends what an open page may do within a minute after its session was ended; each click is checked besides.</summary>
internal sealed class SessionWatch(ILoggerFactory loggers, AccountDirectory accounts, SessionBook sessions) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var person = authenticationState.User;
        var alive = person.FindFirstValue(SessionBook.Claim) is { } session && sessions.IsAlive(session)
            && accounts.RoleOf(person.FindFirstValue(ClaimTypes.NameIdentifier) ?? string.Empty) is not null;
        return Task.FromResult(alive);
    }
}

/// <summary>Tells the services of an open page whose page it is.</summary>
internal sealed class CircuitAccount(CurrentAccount current, AuthenticationStateProvider state) : CircuitHandler
{
    public override int Order => -1;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken) =>
        current.Be((await state.GetAuthenticationStateAsync()).User);
}
