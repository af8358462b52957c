using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Models;

/// <summary>Registers the base models and the adapters on them.</summary>
internal static class ModelsModule
{
    public const string ModelUpload = "model";
    public const string AdapterUpload = "adapter";

    /// <summary>The last part of the address of the page that adds one; no model may be called so.</summary>
    public const string AddPath = "add";

    private const long MostAdapterBytes = 4_000_000_000;

    public static IServiceCollection AddModels(this IServiceCollection services) => services
        .AddSingleton(new UploadPurpose(ModelUpload, long.MaxValue, ".zip"))
        .AddSingleton(new UploadPurpose(AdapterUpload, MostAdapterBytes, ".zip"))
        .AddSingleton<ModelReading>()
        .AddSingleton<ModelBook>()
        .AddSingleton<ModelDesk>()
        .AddSingleton<ModelRemoval>()
        .AddSingleton<ModelCheck>()
        .AddSingleton<AdapterBook>()
        .AddSingleton<AdapterDesk>()
        .AddSingleton<AdapterFactsDesk>()
        .AddSingleton<ArrivalBook>()
        .AddSingleton<ArrivalFiles>()
        .AddSingleton<ArrivalCheck>()
        .AddSingleton<ArrivalKeeping>()
        .AddSingleton<ArrivalDesk>()
        .AddSingleton<ArrivalWorker>()
        .AddHostedService(provider => provider.GetRequiredService<ArrivalWorker>())
        .AddSingleton<ITrashKeeper, ModelTrash>()
        .AddSingleton<ITrashKeeper, AdapterTrash>()
        .AddSingleton<IStorageTenant, ModelStorage>()
        .AddSingleton<IStorageTenant, AdapterStorage>();
}
