using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Settings;

/// <summary>Registers settings, storage, trash and backups.</summary>
internal static class SettingsModule
{
    public static IServiceCollection AddSettingsPages(this IServiceCollection services) => services
        .AddSettings("Keeping", KeepSettings.All)
        .AddSingleton<SettingsDesk>()
        .AddSingleton<StorageDesk>()
        .AddSingleton<TrashDesk>()
        .AddHostedService<TrashSweeper>()
        .AddSingleton<BackupWorker>()
        .AddHostedService(provider => provider.GetRequiredService<BackupWorker>())
        .AddSingleton<BackupDesk>()
        .AddSingleton<IStorageTenant, UploadTenant>()
        .AddSingleton<IStorageTenant, BackupTenant>()
        .AddSingleton<IStorageTenant, DatabaseTenant>()
        .AddSingleton<IStorageTenant, LogTenant>();

    public static void MapSettingsPages(this IEndpointRouteBuilder endpoints) => endpoints.MapBackupDownload();
}
