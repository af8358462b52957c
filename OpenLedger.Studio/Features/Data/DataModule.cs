namespace OpenLedger.Studio.Features.Data;

/// <summary>Registers the data: now the starter set alone.</summary>
internal static class DataModule
{
    public static IServiceCollection AddData(this IServiceCollection services) => services.AddSingleton<StarterSetDesk>();
}
