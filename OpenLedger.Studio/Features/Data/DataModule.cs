using OpenLedger.Studio.Features.Data.Doctor;
using OpenLedger.Studio.Features.Data.Rehearsal;
using OpenLedger.Studio.Features.Data.Sets;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Data;

/// <summary>Registers the data: sets and their examples, imports, the doctor, rehearsal sets.</summary>
internal static class DataModule
{
    public static IServiceCollection AddData(this IServiceCollection services) => services
        .AddSingleton<StarterSetDesk>()
        .AddSingleton<BundledSets>()
        .AddSingleton<DatasetDesk>()
        .AddSingleton<ExampleDesk>()
        .AddSingleton<DatasetRemoval>()
        .AddSingleton<SetAsideBook>()
        .AddSingleton<ImportRunner>()
        .AddSingleton<ImportDesk>()
        .AddSingleton(ImportDesk.Files)
        .AddSingleton<ExampleFileDesk>()
        .AddSingleton<ReaderShelf>()
        .AddSingleton<DoctorDesk>()
        .AddSingleton<IGeneralAnswers, ChatAnswers>()
        .AddSingleton<RehearsalDesk>()
        .AddSingleton<ITrashKeeper, DatasetTrash>()
        .AddSingleton<IStorageTenant, DatasetStorage>()
        .AddHostedService<DataSweep>();
}
