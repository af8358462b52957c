using System.Net;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Tests.Shell;

public class NetworkAddressTests
{
    [Theory]
    [InlineData("8.8.8.8", AddressReach.Everywhere)]
    [InlineData("172.32.0.1", AddressReach.Everywhere)]
    [InlineData("100.128.0.1", AddressReach.Everywhere)]
    [InlineData("2606:4700::1111", AddressReach.Everywhere)]
    [InlineData("2002:808:808::", AddressReach.Everywhere)]
    [InlineData("127.0.0.1", AddressReach.Here)]
    [InlineData("0.0.0.0", AddressReach.Here)]
    [InlineData("::1", AddressReach.Here)]
    [InlineData("::", AddressReach.Here)]
    [InlineData("::ffff:127.0.0.1", AddressReach.Here)]
    [InlineData("64:ff9b::7f00:1", AddressReach.Here)]
    [InlineData("2002:7f00:1::", AddressReach.Here)]
    [InlineData("10.1.2.3", AddressReach.Nearby)]
    [InlineData("172.16.0.1", AddressReach.Nearby)]
    [InlineData("192.168.1.1", AddressReach.Nearby)]
    [InlineData("169.254.169.254", AddressReach.Nearby)]
    [InlineData("100.64.0.1", AddressReach.Nearby)]
    [InlineData("::ffff:10.0.0.1", AddressReach.Nearby)]
    [InlineData("fd00::1", AddressReach.Nearby)]
    [InlineData("fe80::1", AddressReach.Nearby)]
    [InlineData("224.0.0.1", AddressReach.Nowhere)]
    [InlineData("255.255.255.255", AddressReach.Nowhere)]
    [InlineData("203.0.113.7", AddressReach.Nowhere)]
    [InlineData("2001:db8::1", AddressReach.Nowhere)]
    [InlineData("ff02::1", AddressReach.Nowhere)]
    public void Addresses_OfPrivateNetworks_AreKnown(string address, AddressReach reach)
    {
        var parsed = IPAddress.Parse(address);

        Assert.Equal(reach, NetworkAddress.ReachOf(parsed));
        Assert.Equal(reach == AddressReach.Everywhere, NetworkAddress.IsPublic(parsed));
    }
}
