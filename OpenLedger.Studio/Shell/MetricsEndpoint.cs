using System.Diagnostics.Metrics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using OpenTelemetry.Metrics;

namespace OpenLedger.Studio.Shell;

/// <summary>
/// <c>/metrics</c> in Prometheus' form: for programs on this computer, and for who brings the token that the settings name
/// (<c>Authorization: Bearer ...</c>). A choice of meters without buckets, so that a scrape stays small.
/// </summary>
internal static class MetricsEndpoint
{
    public const string Path = "/metrics";

    private const string Bearer = "Bearer ";
    private const int LongestToken = 200;
    private const int ShortestToken = 16;

    private static readonly string[] Meters =
        [StudioMeters.Name, "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Components.Server.Circuits"];

    private static readonly string[] RequestTags = ["http.request.method", "http.response.status_code"];

    public static TextSetting Token { get; } = new(
        "Studio:MetricsToken",
        "Token for /metrics",
        "Programs on this computer read /metrics at once. Others need this token (Authorization: Bearer ...). Empty: others get nothing.",
        standard: "", LongestToken, text => text.Length is > 0 and < ShortestToken ? new Sentence("A token needs at least {0} characters, so that nobody guesses it.", ShortestToken) : null) { IsSecret = true };

    public static IServiceCollection AddStudioMetrics(this IServiceCollection services)
    {
        services.AddSingleton<StudioMeters>();
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(Meters)
            .AddView(View)
            .AddPrometheusExporter(exporter => exporter.ScrapeResponseCacheDurationMilliseconds = 0));
        return services;
    }

    public static void MapStudioMetrics(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPrometheusScrapingEndpoint(Path).AllowAnonymous().Add(endpoint =>
        {
            var scrape = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = context =>
            {
                if (MayRead(context))
                {
                    // Made at the first scrape: nobody who does not ask pays for it.
                    context.RequestServices.GetRequiredService<StudioMeters>();
                    return scrape(context);
                }

                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                context.Response.Headers.WWWAuthenticate = Bearer.Trim();
                return Task.CompletedTask;
            };
        });

    private static bool MayRead(HttpContext context)
    {
        // What a proxy that nobody named passes on is not from this computer, whatever address it has.
        var isPassedOn = context.Request.Headers.ContainsKey("X-Forwarded-For") || context.Request.Headers.ContainsKey("Forwarded");
        if (!isPassedOn && context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address))
        {
            return true;
        }

        var token = context.RequestServices.GetRequiredService<StudioSettings>().Get(Token);
        var given = context.Request.Headers.Authorization.ToString();
        return token.Length > 0 && given.StartsWith(Bearer, StringComparison.Ordinal)
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given[Bearer.Length..])), SHA256.HashData(Encoding.UTF8.GetBytes(token)));
    }

    private static MetricStreamConfiguration? View(Instrument instrument)
    {
        var type = instrument.GetType();
        var isHistogram = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Histogram<>);
        return !isHistogram ? null
            : instrument.Name == "http.server.request.duration" ? new ExplicitBucketHistogramConfiguration { Boundaries = [], TagKeys = RequestTags }
            : new ExplicitBucketHistogramConfiguration { Boundaries = [] };
    }
}
