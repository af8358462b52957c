using OpenLedger.Datanets.Releases;

namespace OpenLedger.Datanets.Tests.Releases;

public class VersionTests
{
    private static readonly ReleaseEntry[] Before = SampleRelease.Entries(6);

    [Fact]
    public async Task Entries_Added_AreAMinorStep() => Assert.Equal("1.1.0", await NextAsync(draft => draft, SampleRelease.Entries(7)));

    [Fact]
    public async Task Entry_Revised_IsAMinorStep() => Assert.Equal("1.1.0", await NextAsync(draft => draft, [.. Before.Skip(1), Before[0] with { Revision = 2 }]));

    [Fact]
    public async Task Entry_TakenOutForItsQuality_IsAMinorStep() => Assert.Equal("1.1.0", await NextAsync(draft => draft, Before[1..]));

    [Fact]
    public async Task Entry_WhoseConsentIsGone_IsAMajorStep() =>
        Assert.Equal("2.0.0", await NextAsync(draft => draft with { ConsentWithdrawn = new HashSet<string> { Before[0].Id.Text } }, Before[1..]));

    [Fact]
    public async Task AllEntries_Withdrawn_LeaveAnEmptyRelease() =>
        Assert.Equal("2.0.0", await NextAsync(draft => draft with { ConsentWithdrawn = Before.Select(entry => entry.Id.Text).ToHashSet() }, []));

    [Fact]
    public async Task Schema_Changed_IsAMajorStep() => Assert.Equal("2.0.0", await NextAsync(draft => draft with { SchemaHash = "other" }, Before));

    [Fact]
    public async Task Licence_Added_IsAMajorStep() => Assert.Equal("2.0.0", await NextAsync(draft => draft, [.. Before, SampleRelease.Entry(9) with { Licence = "CC0-1.0" }]));

    [Fact]
    public async Task Card_Changed_IsAPatch() => Assert.Equal("1.0.1", await NextAsync(draft => draft with { OwnWords = "Written by bakers and millers." }, Before));

    [Fact]
    public async Task Nothing_Changed_IsNoRelease() => Assert.Null(await NextAsync(draft => draft with { CreatedAt = draft.CreatedAt.AddDays(3) }, Before));

    [Fact]
    public async Task Outlook_SaysTheSameAsTheRelease()
    {
        var parent = SampleRelease.AsParent((await SampleRelease.MakeAsync(SampleRelease.Draft, Before))!);
        var draft = SampleRelease.Draft with { Parent = parent, ConsentWithdrawn = new HashSet<string> { Before[2].Id.Text } };
        ReleaseEntry[] entries = [.. Before.Where((_, index) => index is not 2 and not 4), SampleRelease.Entry(8)];

        var outlook = ReleaseMaking.Foresee(draft, entries);
        var made = (await SampleRelease.MakeAsync(draft, entries))!;

        Assert.Equal(made.Version, outlook.Version);
        Assert.Equal(VersionStep.Major, outlook.Step);
        Assert.Equal([new RemovedEntry(Before[2].Id.Text, "Consent"), new RemovedEntry(Before[4].Id.Text, "Quality")], made.Manifest.Removed);
        Assert.Equal(made.Manifest.Parent, new ManifestParent("1.0.0", parent.ManifestSha256));
        Assert.Equal((1, 2, 0, 4), (made.Diff.Added.Count, made.Diff.Removed.Count, made.Diff.Changed.Count, made.Diff.Kept));
    }

    [Theory]
    [InlineData("1.2.3", true)]
    [InlineData("01.2.3", false)]
    [InlineData("1.2", false)]
    [InlineData("1.2.-3", false)]
    [InlineData("1.2.99999999", false)]
    [InlineData(null, false)]
    public void Version_AsText_IsReadStrictly(string? text, bool good) => Assert.Equal(good ? text : null, ReleaseVersion.TryParse(text)?.ToString());

    [Fact]
    public void NewRelease_SupersedesOrRevokesThoseBefore()
    {
        PastRelease[] past = [new("a", ReleaseState.Superseded), new("b", ReleaseState.Revoked), new("c", ReleaseState.Published), new("d", ReleaseState.Published)];

        Assert.Equal(
            [new PastRelease("c", ReleaseState.Superseded), new PastRelease("d", ReleaseState.Superseded)],
            ReleaseStates.AfterRelease(past, [], (_, _) => true));
        Assert.Equal(
            [new PastRelease("a", ReleaseState.Revoked), new PastRelease("c", ReleaseState.Superseded), new PastRelease("d", ReleaseState.Revoked)],
            ReleaseStates.AfterRelease(past, ["entry"], (release, _) => release is "a" or "b" or "d"));
    }

    private static async Task<string?> NextAsync(Func<ReleaseDraft, ReleaseDraft> change, ReleaseEntry[] entries)
    {
        var parent = SampleRelease.AsParent((await SampleRelease.MakeAsync(SampleRelease.Draft, Before))!);
        return (await SampleRelease.MakeAsync(change(SampleRelease.Draft with { Parent = parent }), entries))?.Manifest.Version;
    }
}
