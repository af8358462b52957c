using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OpenLedger.Datanets.Releases;

namespace OpenLedger.Datanets.Tests.Releases;

public class ReleaseMakingTests
{
    [Fact]
    public void Leaf_OfAnEntry_IsTheHashOfItsCanonicalCore()
    {
        var entry = SampleRelease.Entry(0) with { Contributor = "c", ConsentHash = "h" };
        var core = "{\"category\":\"Bread / Rye\",\"consentHash\":\"h\",\"contributorRef\":\"c\",\"decisionId\":\"event-0\",\"entryId\":\"" + entry.Id.Text
            + "\",\"fields\":{\"prompt\":\"What is 0?\",\"response\":\"Ein Brötchen, 0 \\\"g\\\".\"},\"licence\":\"CC-BY-4.0\",\"policyVersion\":2,\"rev\":1,\"v\":1}";

        Assert.Equal(core, Encoding.UTF8.GetString(entry.CoreBytes()));
        Assert.Equal(SHA256.HashData([0, .. Encoding.UTF8.GetBytes(core)]), entry.LeafHash());
        Assert.Equal(core, Encoding.UTF8.GetString(ReleaseEntry.TryRead(core)!.CoreBytes()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"v\":2}")]
    [InlineData("{\"v\":1,\"entryId\":\"x\"}")]
    [InlineData("{\"v\":1,\"entryId\":7}")]
    public void Core_OfSomethingElse_IsNone(string core) => Assert.Null(ReleaseEntry.TryRead(core));

    [Fact]
    public async Task Roots_OfEverySize_AreThoseOfTheDefinition()
    {
        var all = SampleRelease.Entries(257);
        for (var size = 1; size <= all.Length; size += size < 40 ? 1 : 31)
        {
            var entries = all[..size];

            var made = await SampleRelease.MakeAsync(SampleRelease.Draft, entries);

            Assert.Equal(Convert.ToHexStringLower(SampleRelease.Root(entries.Select(entry => entry.LeafHash()).ToArray())), made!.Manifest.MerkleRoot);
            Assert.All(made.Manifest.CategoryRoots, pair => Assert.Equal(
                Convert.ToHexStringLower(SampleRelease.Root(entries.Where(entry => entry.Category == pair.Key).Select(entry => entry.LeafHash()).ToArray())), pair.Value));
        }
    }

    [Fact]
    public async Task Release_MadeAgainInAnotherOrderAndCulture_IsTheSameBytes()
    {
        var entries = SampleRelease.Entries(120);
        var first = await SampleRelease.MakeAsync(SampleRelease.Draft, entries);
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("ar-SA");
        try
        {
            var second = await SampleRelease.MakeAsync(SampleRelease.Draft, [.. entries.Reverse()]);

            Assert.Equal(first!.ManifestBytes, second!.ManifestBytes);
            Assert.Equal(first.Card, second.Card);
            Assert.Equal(first.Signature, second.Signature);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public async Task Manifest_SaysWhatIsIn_AndReadsBack()
    {
        var made = await SampleRelease.MakeAsync(SampleRelease.Draft with { Gates = new Dictionary<string, int> { ["G07"] = 2 }, Agreement = new ManifestAgreement(0.81, 0.9, 12) }, SampleRelease.Entries(10));
        var manifest = made!.Manifest;

        Assert.Equal("1.0.0", manifest.Version);
        Assert.Equal("2026-11-25T09:00:00Z", manifest.CreatedUtc);
        Assert.Equal((10, 3), (manifest.Counts.Entries, manifest.Counts.Contributors));
        Assert.Equal(5, manifest.Counts.Categories["Rolls"]);
        Assert.Equal(10, manifest.Licences["CC-BY-4.0"]);
        Assert.Equal(ReleaseManifest.Sha256(made.Card), manifest.CardSha256);
        Assert.Equal(ReleaseManifest.Sha256(made.ManifestBytes), made.ManifestSha256);
        Assert.Equal(made.ManifestBytes, ReleaseManifest.TryRead(Encoding.UTF8.GetString(made.ManifestBytes))!.Bytes());
        Assert.Null(ReleaseManifest.TryRead("{}"));
        Assert.Null(ReleaseManifest.TryRead("["));
    }

    [Fact]
    public async Task Release_WithNothingNew_IsNone()
    {
        var entries = SampleRelease.Entries(5);
        var made = await SampleRelease.MakeAsync(SampleRelease.Draft, entries);

        Assert.Null(await SampleRelease.MakeAsync(SampleRelease.Draft with { Parent = SampleRelease.AsParent(made!), CreatedAt = SampleRelease.At.AddDays(1) }, entries));
        Assert.Null(await SampleRelease.MakeAsync(SampleRelease.Draft, []));
    }

    [Fact]
    public async Task Release_WithAnEntryTwice_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => SampleRelease.MakeAsync(SampleRelease.Draft, [SampleRelease.Entry(1), SampleRelease.Entry(1)]));

    [Fact]
    public async Task Contributor_ErasedFromTheStudio_LeavesTheRootAsItIs()
    {
        var reference = ContributorRef.Of(Encoding.UTF8.GetBytes("a salt of sixteen bytes"), "anna");

        Assert.Equal(reference, ContributorRef.Of(Encoding.UTF8.GetBytes("a salt of sixteen bytes"), "anna"));
        Assert.NotEqual(reference, ContributorRef.Of(Encoding.UTF8.GetBytes("another salt of another Datanet"), "anna"));
        Assert.Throws<ArgumentOutOfRangeException>(() => ContributorRef.Of([1, 2, 3], "anna"));
        var made = await SampleRelease.MakeAsync(SampleRelease.Draft, [SampleRelease.Entry(1) with { Contributor = reference }]);
        Assert.DoesNotContain("anna", Encoding.UTF8.GetString(made!.ManifestBytes) + Encoding.UTF8.GetString(made.Entries[0].CoreBytes()), StringComparison.Ordinal);
    }
}
