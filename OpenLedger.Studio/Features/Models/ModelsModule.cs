namespace OpenLedger.Studio.Features.Models;

/// <summary>Registers the base models.</summary>
internal static class ModelsModule
{
    public static IServiceCollection AddModels(this IServiceCollection services) => services.AddSingleton<ModelDesk>();
}
