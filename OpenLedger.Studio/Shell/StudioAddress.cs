using System.Net;
using System.Net.Sockets;

namespace OpenLedger.Studio.Shell;

/// <summary>
/// Where the studio answers. On this computer: at once. Beyond it: only by HTTPS, with a certificate of its own or behind a
/// proxy that it knows, since a password that travels in the open is no password. All else is refused with the reason.
/// </summary>
internal static class StudioAddress
{
    public const string Default = "http://localhost:5080";

    public static readonly string[] HostNames = ["localhost", "127.0.0.1", "[::1]"];

    private const string Reason = "others could read the password on its way";

    /// <summary>The addresses to listen on, all of them checked.</summary>
    public static string[] Check(IConfiguration configuration, StudioOptions options)
    {
        if (configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
        {
            throw new StudioStartException($"The studio takes its address from the setting Urls, not from Kestrel:Endpoints. Use for example --Urls={Default}.");
        }

        var urls = Split(configuration["Urls"]);
        urls = urls.Length == 0 ? [Default] : [.. urls.Select(url => Check(url, options))];
        foreach (var name in Split(configuration["AllowedHosts"]).Except(HostNames, StringComparer.OrdinalIgnoreCase))
        {
            if (!urls.Any(url => IsBeyond(url)) && options.TrustedProxies.Length == 0)
            {
                throw new StudioStartException(
                    $"The studio refuses the host name \"{name}\" of the setting AllowedHosts: it answers only on this computer, and a web page elsewhere could point that name here. Allowed are {string.Join(", ", HostNames)}.");
            }
        }

        return urls;
    }

    /// <summary>The names by which a browser may call the studio.</summary>
    public static string[] NamesOf(IConfiguration configuration) => [.. HostNames.Union(Split(configuration["AllowedHosts"]), StringComparer.OrdinalIgnoreCase)];

    /// <summary>Whether somebody at another computer can reach it there.</summary>
    public static bool IsBeyond(string url)
    {
        var host = BindingAddress.Parse(url).Host;
        return !string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) && !(IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
    }

    /// <summary>The addresses of the proxies in front; a spelling that is none is refused.</summary>
    public static IPAddress[] Proxies(StudioOptions options) => [.. Split(options.TrustedProxies).Select(text => IPAddress.TryParse(text, out var proxy)
        ? proxy
        : throw new StudioStartException($"The setting Studio:TrustedProxies names \"{text}\", which is not an address like 10.0.0.2. Separate several by semicolons."))];

    /// <summary>Whether another program answers there already; asked before the start, which would tell it with a stack trace.</summary>
    public static bool IsTaken(string url)
    {
        var address = BindingAddress.Parse(url);
        var ip = IPAddress.TryParse(address.Host, out var given) ? given : IPAddress.Loopback;
        try
        {
            using var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(ip, address.Port));
            return false;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode == SocketError.AddressAlreadyInUse;
        }
    }

    /// <summary>The sentence for a port that another program holds.</summary>
    public static string InUse(IEnumerable<string> urls) =>
        $"Another program already answers at {string.Join(" and ", urls)}. Stop that program, or start the studio at another port, for example --Urls=http://localhost:5081.";

    private static string Check(string url, StudioOptions options)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw new StudioStartException($"\"{url}\" is not an address. Use for example --Urls={Default}.");
        }

        if (address.IsUnixPipe || address.IsNamedPipe || address.Scheme is not ("http" or "https"))
        {
            throw new StudioStartException($"The studio cannot answer at {url}. Use for example --Urls={Default}.");
        }

        if (address.Scheme == "https" && options.Certificate.Length == 0)
        {
            throw new StudioStartException($"The studio cannot answer at {url}: HTTPS needs a certificate. Name one with --Studio:Certificate=FILE (.pfx, or .pem with its key in it).");
        }

        if (IsBeyond(url) && address.Scheme == "http" && Proxies(options).Length == 0)
        {
            throw new StudioStartException(
                $"The studio refuses to answer at {url} without HTTPS: {Reason}. Use https:// with --Studio:Certificate=FILE, or name the proxy in front that brings HTTPS with --Studio:TrustedProxies=ADDRESS, "
                + $"or stay with --Urls=http://localhost:{address.Port} and reach it through a tunnel, for example ssh -L {address.Port}:localhost:{address.Port} NAME-OF-THIS-COMPUTER.");
        }

        // "localhost" binds two addresses, and a free port that is chosen twice would be two ports.
        return string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase) && address.Port == 0 ? $"{address.Scheme}://127.0.0.1:0" : url;
    }

    private static string[] Split(string? list) =>
        (list ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
