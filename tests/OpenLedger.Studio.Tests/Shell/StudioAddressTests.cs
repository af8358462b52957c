using Microsoft.Extensions.Configuration;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Tests.Shell;

public class StudioAddressTests
{
    [Theory]
    [InlineData(null, "http://localhost:5080")]
    [InlineData("http://localhost:6001", "http://localhost:6001")]
    [InlineData("http://127.0.0.1:0", "http://127.0.0.1:0")]
    [InlineData("http://localhost:0", "http://127.0.0.1:0")]
    [InlineData("http://[::1]:6001", "http://[::1]:6001")]
    [InlineData("http://127.0.0.2:80", "http://127.0.0.2:80")]
    public void AddressOfThisComputer_IsTaken(string? urls, string expected) =>
        Assert.Equal([expected], StudioAddress.Check(Settings(("Urls", urls)), new StudioOptions()));

    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://+:5080")]
    [InlineData("http://[::]:5080")]
    [InlineData("http://192.0.2.5:5080")]
    [InlineData("http://studio.example:5080")]
    [InlineData("https://0.0.0.0:5443")]
    [InlineData("http://localhost:5080;http://0.0.0.0:5081")]
    [InlineData("http://localhost.evil.example:5080")]
    [InlineData("ftp://localhost:5080")]
    [InlineData("localhost:5080")]
    [InlineData("http://unix:/tmp/studio.sock")]
    public void AnyOther_IsRefused_WithTheReasonOrTheWay(string urls)
    {
        var refusal = Assert.Throws<StudioStartException>(() => StudioAddress.Check(Settings(("Urls", urls)), new StudioOptions()));

        Assert.True(
            refusal.Message.Contains("--Urls=http://localhost:", StringComparison.Ordinal) || refusal.Message.Contains("--Studio:Certificate=", StringComparison.Ordinal), refusal.Message);
    }

    [Theory]
    [InlineData("AllowedHosts", "*")]
    [InlineData("AllowedHosts", "localhost;studio.example")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://0.0.0.0:80")]
    public void SettingThatWouldOpenTheStudio_IsRefused(string name, string value) =>
        Assert.Throws<StudioStartException>(() => StudioAddress.Check(Settings((name, value)), new StudioOptions()));

    [Fact]
    public void OtherComputers_ReachIt_WithACertificate_OrThroughAKnownProxy()
    {
        Assert.Equal(["https://0.0.0.0:5443"], StudioAddress.Check(Settings(("Urls", "https://0.0.0.0:5443"), ("AllowedHosts", "studio.example")), new StudioOptions { Certificate = "studio.pfx" }));
        Assert.Equal(["http://0.0.0.0:5080"], StudioAddress.Check(Settings(("Urls", "http://0.0.0.0:5080")), new StudioOptions { TrustedProxies = "10.0.0.2" }));
        Assert.Throws<StudioStartException>(() => StudioAddress.Check(Settings(("Urls", "http://0.0.0.0:5080")), new StudioOptions { Certificate = "studio.pfx" }));
        Assert.Throws<StudioStartException>(() => StudioAddress.Proxies(new StudioOptions { TrustedProxies = "proxy.example" }));
    }

    private static IConfigurationRoot Settings(params (string Name, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => setting.Value)).Build();
}
