using System.Text.RegularExpressions;

namespace OpenLedger.Architecture.Tests;

/// <summary>What people run and build names no package feed but the public one, by its usual name or not at all.</summary>
public partial class PrivacyTests
{
    private static readonly string[] PublicHosts =
    [
        "localhost", "127.0.0.1", "dotnet.microsoft.com", "aka.ms", "github.com", "huggingface.co", "www.w3.org", "schemas.microsoft.com", "json.schemastore.org", "xunit.net",

        // Addresses that the studio's tests try it with: any, another loopback, one that is kept for documents, and those of networks inside.
        "0.0.0.0", "127.0.0.2", "192.0.2.5", "169.254.169.254", "0251.0376.0251.0376", "10.1",

        // Names inside files of other programs, which tests write.
        "schemas.openxmlformats.org", "git-lfs.github.com", "mlcommons.org", "schema.org", "purl.org",
    ];

    [GeneratedRegex(@"https?://\[?([A-Za-z0-9.:-]+)")]
    private static partial Regex Address { get; }

    [Fact]
    public void BuildFilesAndScripts_NameNoOtherHost()
    {
        var files = Checkout.Files(".", "*.csproj", "*.props", "*.targets", "*.sh", "*.config", "*.json", "start", "test", "openledger", "run", ".npmrc", "*.cs", "*.razor");
        var named = files.SelectMany(path => Address.Matches(Checkout.Read(path)).Select(match => (Path: path, Host: match.Groups[1].Value.Split(':')[0])))
            .Where(found => found.Host.Contains('.') && !PublicHosts.Contains(found.Host) && !found.Host.EndsWith(".example", StringComparison.Ordinal) && !found.Host.EndsWith("example.com", StringComparison.Ordinal))
            .Select(found => $"{found.Path}: {found.Host}");

        Assert.Empty(named);
    }
}
