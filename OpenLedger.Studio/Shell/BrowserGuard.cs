using System.Security.Cryptography;

namespace OpenLedger.Studio.Shell;

/// <summary>
/// What stands between the studio and a hostile web page in the same browser: only our own origin may send anything (the
/// WebSocket of a page included), only our own scripts run, and nothing may frame us or be fetched from elsewhere.
/// </summary>
internal static class BrowserGuard
{
    private const string NonceKey = "OpenLedger.ScriptNonce";
    private const int NonceBytes = 16;

    /// <summary>The value that the one inline script of this answer (the import map) carries.</summary>
    public static string Nonce(HttpContext context) => (string)context.Items[NonceKey]!;

    public static IApplicationBuilder UseBrowserGuard(this IApplicationBuilder app) => app.Use(Guard);

    private static Task Guard(HttpContext context, RequestDelegate next)
    {
        context.Items[NonceKey] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes));
        Write(context);

        // A page that breaks down is answered anew, without the headers of before.
        context.Response.OnStarting(() =>
        {
            Write(context);
            return Task.CompletedTask;
        });

        // The platform checks no Origin on a WebSocket: without this, any page in the same browser could open a circuit.
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length > 0 && !string.Equals(origin, $"{context.Request.Scheme}://{context.Request.Host}", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return context.Response.WriteAsync("The studio answers only its own pages.", context.RequestAborted);
        }

        return next(context);
    }

    private static void Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy(Nonce(context));
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
    }

    // Styles need 'unsafe-inline': the component library writes style elements and style attributes. Scripts do not.
    private static string Policy(string nonce) =>
        $"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'none'; form-action 'self'";
}
