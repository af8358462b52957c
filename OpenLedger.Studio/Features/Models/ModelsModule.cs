using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Models;

/// <summary>Registers the base models.</summary>
internal static class ModelsModule
{
    public const string ModelUpload = "model";
    public const string AdapterUpload = "adapter";

    private const long MostAdapterBytes = 4_000_000_000;

    public static IServiceCollection AddModels(this IServiceCollection services) => services
        .AddSingleton<ModelDesk>()
        .AddSingleton(new UploadPurpose(ModelUpload, long.MaxValue, ".zip"))
        .AddSingleton(new UploadPurpose(AdapterUpload, MostAdapterBytes, ".zip"));
}
