using System.Security.Cryptography;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Releases;

namespace OpenLedger.Datanets.Tests.Releases;

/// <summary>Entries and a draft that tests make releases of, with a root by recursion and a signature that is none.</summary>
internal sealed class SampleRelease : ITreeRoot, IReleaseSigner
{
    public static readonly DateTimeOffset At = new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero);

    public static ReleaseDraft Draft { get; } = new()
    {
        DatanetId = "datanet-1",
        Title = "Bread: \"sour\" & sweet",
        Purpose = "Teaches how bread is made.",
        Languages = ["en", "de"],
        SchemaHash = ReleaseManifest.Sha256("schema"),
        GuidelineHash = ReleaseManifest.Sha256("guidelines"),
        PolicyVersion = 3,
        CreatedAt = At,
        Splits = SplitPlan.Usual("seed-1"),
        ToolVersion = "OpenLedger Studio 0.1.0",
        OwnWords = "Written by bakers.",
    };

    /// <summary>Pairs of question and answer in two categories by three people.</summary>
    public static ReleaseEntry[] Entries(int count) => [.. Enumerable.Range(0, count).Select(Entry)];

    public static ReleaseEntry Entry(int number) => Entry(number, EntryContent.PromptResponse($"What is {number}?", $"Ein Brötchen, {number} \"g\"."));

    public static ReleaseEntry Entry(int number, EntryContent content)
    {
        var chance = new byte[EntryId.ChanceBytes];
        BitConverter.TryWriteBytes(chance, number);
        return new ReleaseEntry(
            EntryId.Create(At.AddMilliseconds(number), chance),
            1,
            number % 2 == 0 ? "Bread / Rye" : "Rolls",
            content.ToJson(),
            "CC-BY-4.0",
            ReleaseManifest.Sha256("consent"),
            ContributorRef.Of(new byte[32], $"account-{number % 3}"),
            $"event-{number}",
            2);
    }

    public static async Task<MadeRelease?> MakeAsync(ReleaseDraft draft, IReadOnlyList<ReleaseEntry> entries)
    {
        var givers = new SampleRelease();
        return await ReleaseMaking.MakeAsync(draft, entries, givers, givers, TestContext.Current.CancellationToken);
    }

    public static ParentRelease AsParent(MadeRelease release) => new(release.Manifest, release.ManifestSha256, release.Leaves);

    public byte[] RootOf(IEnumerable<byte[]> leaves) => Root(leaves.ToArray());

    public ReleaseSignature Sign(ReadOnlySpan<byte> manifest) => new("key", Convert.ToBase64String(SHA256.HashData(manifest)));

    /// <summary>RFC 9162, section 2.1.1, as it stands there.</summary>
    internal static byte[] Root(ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length <= 1)
        {
            return leaves.Length == 0 ? SHA256.HashData([]) : leaves[0];
        }

        var split = 1;
        while (2 * split < leaves.Length)
        {
            split *= 2;
        }

        return SHA256.HashData([1, .. Root(leaves[..split]), .. Root(leaves[split..])]);
    }
}
