using System.Net;
using System.Net.Sockets;

namespace OpenLedger.Studio.Shell;

/// <summary>
/// Where the studio answers. It has no password yet, so it answers on this computer only: an address that others could reach,
/// or a host name that a web page elsewhere could point here, is refused with the reason.
/// </summary>
internal static class StudioAddress
{
    public const string Default = "http://localhost:5080";

    public static readonly string[] HostNames = ["localhost", "127.0.0.1", "[::1]"];

    private const string Reason = "it has no password yet, so it answers only on this computer";

    public static string[] Check(IConfiguration configuration)
    {
        if (configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
        {
            throw new StudioStartException($"The studio takes its address from the setting Urls, not from Kestrel:Endpoints. Use for example --Urls={Default}.");
        }

        foreach (var name in Split(configuration["AllowedHosts"]).Except(HostNames, StringComparer.OrdinalIgnoreCase))
        {
            throw new StudioStartException($"The studio refuses the host name \"{name}\" of the setting AllowedHosts: {Reason}. Allowed are {string.Join(", ", HostNames)}.");
        }

        var urls = Split(configuration["Urls"]);
        return urls.Length == 0 ? [Default] : [.. urls.Select(Check)];
    }

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

    private static string Check(string url)
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

        var isLocalhost = string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase);
        if (!isLocalhost && !(IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip)))
        {
            throw new StudioStartException(
                $"The studio refuses to answer at {url}: {Reason}. Use --Urls=http://localhost:{address.Port}; "
                + $"from another computer reach it through a tunnel, for example ssh -L {address.Port}:localhost:{address.Port} NAME-OF-THIS-COMPUTER.");
        }

        // "localhost" binds two addresses, and a free port that is chosen twice would be two ports.
        return isLocalhost && address.Port == 0 ? $"{address.Scheme}://127.0.0.1:0" : url;
    }

    private static string[] Split(string? list) =>
        (list ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
