using System.Net;
using System.Net.Sockets;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>Which addresses may be called to tell that a run has ended.</summary>
internal static class WebhookAddress
{
    private const int CarrierFirst = 64;
    private const int CarrierLast = 127;

    /// <summary>Why the text is no address that can be called; null where it is, or where it is empty.</summary>
    public static Sentence? Problem(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Host.Length == 0 || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
        {
            return new Sentence("\"{0}\" is no web address. It begins with https:// and a name.", text);
        }

        if (address.UserInfo.Length > 0)
        {
            return new Sentence("A name and password cannot stand in the address. Use a secret path instead.");
        }

        return address.Scheme == Uri.UriSchemeHttps || address.IsLoopback
            ? null
            : new Sentence("Plain http:// is taken for this computer only: on the way elsewhere anybody could read along. Use https.");
    }

    /// <summary>Whether everybody on the internet could reach it: no loopback, private, link-local or otherwise special address, written in whatever form.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (Inner(address) is { } inner)
        {
            return IsPublic(inner);
        }

        var bytes = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return bytes switch
            {
                [0 or 10 or 127, ..] or [169, 254, ..] or [192, 168, ..] or [>= 224, ..] => false,
                [172, >= 16 and <= 31, ..] or [100, >= CarrierFirst and <= CarrierLast, ..] or [198, 18 or 19, ..] => false,
                [192, 0, 0 or 2, _] or [198, 51, 100, _] or [203, 0, 113, _] or [192, 88, 99, _] => false,
                _ => true,
            };
        }

        // Only 2000::/3 is given out to the world; documentation and tunnels in it are not.
        return bytes[0] is >= 0x20 and <= 0x3f
            && bytes is not [0x20, 0x01, 0x0d, 0xb8, ..]
            && bytes is not [0x20, 0x01, 0x00, <= 0x01, ..];
    }

    /// <summary>The IPv4 address that an IPv6 one carries: mapped, compatible, translated (64:ff9b::/96) or tunnelled (2002::/16).</summary>
    private static IPAddress? Inner(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        return bytes switch
        {
            [0x20, 0x02, var a, var b, var c, var d, ..] => new IPAddress([a, b, c, d]),
            [0x00, 0x64, 0xff, 0x9b, ..] => new IPAddress(bytes[12..]),
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, ..] => new IPAddress(bytes[12..]),
            _ => null,
        };
    }
}
