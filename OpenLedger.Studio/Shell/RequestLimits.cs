using System.Threading.RateLimiting;
using OpenLedger.Studio.Accounts;

namespace OpenLedger.Studio.Shell;

/// <summary>
/// How much one person, or one address that nobody signed in from, may ask of the studio: requests a minute, and open pages at
/// a time (each holds memory here, and the framework has no limit of its own). What is too much is answered with 429.
/// </summary>
internal sealed class RequestLimits(StudioSettings settings) : IDisposable
{
    public const string TooManyPagesPath = "/too-many-pages";

    private const int RequestsAMinute = 600;
    private const long MostPages = 1_000;
    private const string CircuitPath = "/_blazor";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Reloading = TimeSpan.FromSeconds(1);

    // Many and small by nature: files of the pages, pieces of uploads. Those have limits of their own.
    private static readonly string[] NotCounted = ["/_framework", "/_content", "/lib", "/uploads", "/health", CircuitPath];

    private readonly PartitionedRateLimiter<string> _requests = PartitionedRateLimiter.Create<string, string>(who =>
        RateLimitPartition.GetSlidingWindowLimiter(who, _ => new SlidingWindowRateLimiterOptions { PermitLimit = RequestsAMinute, Window = Minute, SegmentsPerWindow = 6 }));

    private readonly PartitionedRateLimiter<(string Who, int Limit)> _pages = PartitionedRateLimiter.Create<(string Who, int Limit), (string, int)>(key =>
        RateLimitPartition.GetConcurrencyLimiter(key, one => new ConcurrencyLimiterOptions { PermitLimit = one.Item2 }));

    public static NumberSetting PagesPerPerson { get; } = new(
        "Studio:PagesPerPerson",
        "Open pages of one person",
        "How many tabs and windows one person may have open at a time; each takes about a megabyte of the studio's memory.",
        standard: 30, lowest: 1, MostPages) { Unit = "pages" };

    public void Dispose()
    {
        _requests.Dispose();
        _pages.Dispose();
    }

    public async Task LimitAsync(HttpContext context, RequestDelegate next)
    {
        var who = context.RequestServices.GetRequiredService<CurrentAccount>() is { Role.Length: > 0 } current ? current.Id : context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        var pages = (who, (int)settings.Get(PagesPerPerson));
        var path = context.Request.Path;

        // A circuit lives as long as its socket (or its long poll): the permit is held that long.
        if (HttpMethods.IsGet(context.Request.Method) && path == CircuitPath)
        {
            using var open = _pages.AttemptAcquire(pages);
            await (open.IsAcquired ? next(context) : RefuseAsync(context));
            return;
        }

        using var lease = IsCounted(path) ? _requests.AttemptAcquire(who) : null;
        if (lease is { IsAcquired: false })
        {
            await RefuseAsync(context);
        }
        else if (IsPage(context) && await IsFullAsync(pages, context.RequestAborted))
        {
            context.Response.Redirect(TooManyPagesPath);
        }
        else
        {
            await next(context);
        }
    }

    private static bool IsCounted(PathString path) =>
        !NotCounted.Any(start => path.StartsWithSegments(start, StringComparison.Ordinal)) && !System.IO.Path.HasExtension(path.Value);

    private static bool IsPage(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) && context.Request.Path != TooManyPagesPath && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    /// <summary>A page that is loaded again lets go of its old self a moment later.</summary>
    private async Task<bool> IsFullAsync((string Who, int Limit) pages, CancellationToken cancellation)
    {
        if (HasRoom(pages))
        {
            return false;
        }

        await Task.Delay(Reloading, cancellation);
        return !HasRoom(pages);
    }

    private bool HasRoom((string Who, int Limit) pages) => _pages.GetStatistics(pages) is not { CurrentAvailablePermits: 0 };

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = Minute.TotalSeconds.ToString("0", System.Globalization.CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }
}
