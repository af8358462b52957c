using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace OpenLedger.Studio.Shell;

/// <summary>
/// A proxy in front says who asked and that it was by HTTPS. Only the proxies that the settings name are believed, and where
/// there are some, nobody else reaches the studio from another computer.
/// </summary>
internal static class KnownProxies
{
    public static void Configure(ForwardedHeadersOptions headers, IPAddress[] proxies)
    {
        headers.ForwardedHeaders = proxies.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        headers.KnownIPNetworks.Clear();
        headers.KnownProxies.Clear();
        foreach (var proxy in proxies)
        {
            headers.KnownProxies.Add(proxy);
        }
    }

    public static void UseKnownProxies(this WebApplication app, IPAddress[] proxies)
    {
        if (proxies.Length == 0)
        {
            return;
        }

        app.Use((context, next) =>
        {
            var from = context.Connection.RemoteIpAddress;
            if (from is null || IPAddress.IsLoopback(from) || proxies.Contains(from.IsIPv4MappedToIPv6 ? from.MapToIPv4() : from))
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return context.Response.WriteAsync("This studio is reached through its proxy.", context.RequestAborted);
        });
        app.UseForwardedHeaders();
    }
}
