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
        Assert.Equal([expected], StudioAddress.Check(Settings(("Urls", urls))));

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
        var refusal = Assert.Throws<StudioStartException>(() => StudioAddress.Check(Settings(("Urls", urls))));

        Assert.Contains("--Urls=http://localhost:", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AllowedHosts", "*")]
    [InlineData("AllowedHosts", "localhost;studio.example")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://0.0.0.0:80")]
    public void SettingThatWouldOpenTheStudio_IsRefused(string name, string value) =>
        Assert.Throws<StudioStartException>(() => StudioAddress.Check(Settings((name, value))));

    private static IConfigurationRoot Settings(params (string Name, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => setting.Value)).Build();
}
