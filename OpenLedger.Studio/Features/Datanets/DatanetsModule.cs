using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Import;
using OpenLedger.Studio.Features.Datanets.Members;

namespace OpenLedger.Studio.Features.Datanets;

/// <summary>Registers Datanets: what they are, who belongs to them, their gates and their entries.</summary>
internal static class DatanetsModule
{
    public static IServiceCollection AddDatanets(this IServiceCollection services) => services
        .AddSingleton<GateShelf>()
        .AddSingleton<DatanetDesk>()
        .AddSingleton<MemberDesk>()
        .AddSingleton<EntryDesk>()
        .AddSingleton<EntryBook>()
        .AddSingleton<Evaluations.EvaluationSources>()
        .AddSingleton<Evaluations.EvaluationChecks>()
        .AddSingleton<Evaluations.EvaluationDesk>()
        .AddSingleton(Evaluations.EvaluationSources.Files)
        .AddSingleton<Flow.EntrySweep>()
        .AddHostedService<Flow.EntrySweepWorker>()
        .AddSingleton<Review.ReviewDesk>()
        .AddSingleton<Health.HealthDesk>()
        .AddSingleton<Threads.ThreadDesk>()
        .AddSingleton<EntryDrafts>()
        .AddSingleton<EntryImportDesk>()
        .AddSingleton(EntryImportDesk.Files)
        .AddSingleton<Known.KnownDesk>()
        .AddSingleton<Known.KnownShelf>()
        .AddSingleton<Releases.ReleaseSigner>()
        .AddSingleton<Releases.ReleaseDesk>()
        .AddSingleton<Releases.ReleaseTrainingDesk>();
}
