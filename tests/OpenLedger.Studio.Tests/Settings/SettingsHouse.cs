using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Settings;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Tests.Accounts;

namespace OpenLedger.Studio.Tests.Settings;

/// <summary>People, settings, and one feature whose things take space.</summary>
internal sealed class SettingsHouse : IDisposable
{
    public SettingsHouse()
    {
        Settings = new StudioSettings(
            [new SettingGroup("Keeping", KeepSettings.All), new SettingGroup("Limits", QuotaSettings.All)],
            new ConfigurationBuilder().Build(), People.House.Contexts, People.House.Queue, People.Audit);
        Meter = new StorageMeter(new ServiceCollection().AddSingleton<IStorageTenant>(Shelf).AddSingleton<ITrashKeeper>(Shelf).BuildServiceProvider(), People.Clock);
        Trash = new TrashDesk([Shelf], Meter, new TrashRest(Settings), People.Directory, People.Audit);
        Storage = new StorageDesk(Meter, [Shelf], People.Directory, People.Audit, People.House.Data);
        Quotas = new Quotas(Settings, People.Directory, People.House.Contexts, Meter);
    }

    public People People { get; } = new();

    public Shelf Shelf { get; } = new();

    public StudioSettings Settings { get; }

    public StorageMeter Meter { get; }

    public TrashDesk Trash { get; }

    public StorageDesk Storage { get; }

    public Quotas Quotas { get; }

    public void Dispose() => People.Dispose();
}
