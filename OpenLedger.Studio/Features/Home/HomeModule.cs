namespace OpenLedger.Studio.Features.Home;

/// <summary>Registers what the first page asks.</summary>
internal static class HomeModule
{
    public static IServiceCollection AddHome(this IServiceCollection services) =>
        services.AddSingleton<ComputerCheck>();
}
