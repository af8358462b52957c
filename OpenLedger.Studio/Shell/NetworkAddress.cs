using System.Net;

namespace OpenLedger.Studio.Shell;

/// <summary>From where an address is reached.</summary>
public enum AddressReach
{
    /// <summary>From this computer alone.</summary>
    Here,

    /// <summary>From a private, link-local or shared network, whose addresses mean other computers elsewhere.</summary>
    Nearby,

    /// <summary>From nowhere: documentation, measuring, many at once, or not given out.</summary>
    Nowhere,

    /// <summary>From the whole internet.</summary>
    Everywhere,
}

/// <summary>What is known of the ranges of addresses (the registries of special-purpose addresses of RFC 6890), in whatever form one is written.</summary>
internal static class NetworkAddress
{
    private const int BytesOfIPv4 = 4;
    private const int CarrierFirst = 64;
    private const int CarrierLast = 127;

    /// <summary>Whether everybody on the internet could reach it: no loopback, private, link-local or otherwise special address.</summary>
    public static bool IsPublic(IPAddress address) => ReachOf(address) == AddressReach.Everywhere;

    public static AddressReach ReachOf(IPAddress address)
    {
        var plain = Plain(address);
        var bytes = plain.GetAddressBytes();
        return bytes.Length == BytesOfIPv4 ? ReachOf(bytes) : ReachOf(plain, bytes);
    }

    /// <summary>The IPv4 address that an IPv6 one carries: mapped, translated (64:ff9b::/96) or tunnelled (2002::/16); any other as it is.</summary>
    public static IPAddress Plain(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return bytes switch
        {
            { Length: BytesOfIPv4 } => address,
            [0x20, 0x02, var a, var b, var c, var d, ..] => new IPAddress([a, b, c, d]),
            [0x00, 0x64, 0xff, 0x9b, ..] => new IPAddress(bytes[12..]),
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, ..] => new IPAddress(bytes[12..]),
            _ => address,
        };
    }

    private static AddressReach ReachOf(byte[] bytes) => bytes switch
    {
        [0 or 127, ..] => AddressReach.Here,
        [10, ..] or [169, 254, ..] or [192, 168, ..] or [172, >= 16 and <= 31, ..] or [100, >= CarrierFirst and <= CarrierLast, ..] => AddressReach.Nearby,
        [>= 224, ..] or [198, 18 or 19, ..] or [192, 0, 0 or 2, _] or [198, 51, 100, _] or [203, 0, 113, _] or [192, 88, 99, _] => AddressReach.Nowhere,
        _ => AddressReach.Everywhere,
    };

    private static AddressReach ReachOf(IPAddress address, byte[] bytes) => bytes switch
    {
        _ when IPAddress.IsLoopback(address) || address.Equals(IPAddress.IPv6Any) => AddressReach.Here,
        [0xfc or 0xfd, ..] or [0xfe, >= 0x80, ..] => AddressReach.Nearby,

        // Only 2000::/3 is given out to the world; documentation and tunnels in it are not.
        [0x20, 0x01, 0x0d, 0xb8, ..] or [0x20, 0x01, 0x00, <= 0x01, ..] => AddressReach.Nowhere,
        [>= 0x20 and <= 0x3f, ..] => AddressReach.Everywhere,
        _ => AddressReach.Nowhere,
    };
}
