using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OpenLedger.Studio.Shell;

/// <summary>
/// For service managers and monitors: <c>/health/live</c> (the process answers), <c>/health/ready</c> and <c>/health</c>
/// (database, disk and workers too; 503 where one is ill). They say which part it is, and nothing of what is in it.
/// </summary>
internal static class HealthEndpoints
{
    public static IServiceCollection AddStudioHealth(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<DatabaseHealth>(HealthWords.Database)
            .AddCheck<DiskHealth>(HealthWords.Disk)
            .AddCheck<WorkerHealth>(HealthWords.Worker);
        return services.AddHostedService<WorkerWatch>();
    }

    public static void MapStudioHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous();
        foreach (var path in new[] { "/health", "/health/ready" })
        {
            endpoints.MapHealthChecks(path, new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
        }
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = Word(report.Status),
        checks = report.Entries.ToDictionary(entry => entry.Key, entry => Word(entry.Value.Status)),
    });

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ok",
        HealthStatus.Degraded => "degraded",
        _ => "failed",
    };
}
