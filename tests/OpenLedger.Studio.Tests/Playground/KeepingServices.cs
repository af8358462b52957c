using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Studio.Features.Playground;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Tests.Playground;

/// <summary>What the playground offers to the trash and the storage page.</summary>
internal static class KeepingServices
{
    public static ITrashKeeper GetTrash(this IServiceProvider services) => services.GetServices<ITrashKeeper>().OfType<ChatKeeping>().Single();

    public static IStorageTenant GetStorage(this IServiceProvider services) => services.GetServices<IStorageTenant>().OfType<ChatKeeping>().Single();
}
