namespace OpenLedger.Studio.Features.Team;

/// <summary>Registers the people: accounts, invitations, the audit log, one's own account.</summary>
internal static class TeamModule
{
    public static IServiceCollection AddTeam(this IServiceCollection services) => services
        .AddSingleton<TeamDesk>()
        .AddSingleton<InvitationDesk>()
        .AddSingleton<OwnAccountDesk>()
        .AddSingleton<AuditDesk>();

    public static void MapTeam(this IEndpointRouteBuilder endpoints) => endpoints.MapAuditDownload();
}
