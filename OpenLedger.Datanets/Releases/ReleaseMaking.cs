using System.Globalization;
using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Releases;

/// <summary>
/// Makes a release of accepted entries: leaves in the order of their ids, roots, exports with their hashes, the dataset card, the
/// manifest and its signature. From the same draft and entries come the same bytes.
/// </summary>
public static class ReleaseMaking
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>What the release would be.</summary>
    public static ReleaseOutlook Foresee(ReleaseDraft draft, IReadOnlyList<ReleaseEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var ordered = InOrder(entries);
        return Foresee(draft, ordered, LeavesOf(ordered));
    }

    /// <summary>Makes it.</summary>
    /// <param name="draft">What is known beside the entries.</param>
    /// <param name="entries">The entries, each once, in any order.</param>
    /// <param name="tree">Gives the roots.</param>
    /// <param name="signer">Signs the manifest.</param>
    /// <param name="cancellation">Stops between entries.</param>
    /// <returns>The release; null where nothing differs from the one before.</returns>
    public static async Task<MadeRelease?> MakeAsync(ReleaseDraft draft, IReadOnlyList<ReleaseEntry> entries, ITreeRoot tree, IReleaseSigner signer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(signer);
        var ordered = InOrder(entries);
        var leaves = LeavesOf(ordered);
        var outlook = Foresee(draft, ordered, leaves);
        if (outlook.Version is not { } version)
        {
            return null;
        }

        var files = await FilesAsync(ordered, draft.Splits, cancellation);
        var manifest = ManifestOf(draft, ordered, leaves, version, tree) with { Files = files, Removed = outlook.Removed };
        var card = DatasetCard.Write(draft, manifest);
        manifest = manifest with { CardSha256 = ReleaseManifest.Sha256(card) };
        var bytes = manifest.Bytes();
        return new MadeRelease(version, manifest, bytes, ReleaseManifest.Sha256(bytes), signer.Sign(bytes), ordered, leaves, outlook.Diff, card);
    }

    private static ReleaseEntry[] InOrder(IReadOnlyList<ReleaseEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var ordered = entries.OrderBy(entry => entry.Id).ToArray();
        for (var at = 1; at < ordered.Length; at++)
        {
            if (ordered[at].Id == ordered[at - 1].Id)
            {
                throw new ArgumentException($"The entry {ordered[at].Id} is there twice.", nameof(entries));
            }
        }

        return ordered;
    }

    private static ReleasedLeaf[] LeavesOf(ReleaseEntry[] entries) => [.. entries.Select(entry => new ReleasedLeaf(entry.Id.Text, entry.Revision, Convert.ToHexStringLower(entry.LeafHash())))];

    private static ReleaseOutlook Foresee(ReleaseDraft draft, ReleaseEntry[] entries, ReleasedLeaf[] leaves)
    {
        var diff = ReleaseDiff.Between(draft.Parent?.Leaves ?? [], leaves);
        var removed = diff.Removed.Select(leaf => new RemovedEntry(leaf.EntryId, WhyRemoved(draft, leaf.EntryId).ToString())).ToArray();
        if (draft.Parent is null)
        {
            return entries.Length == 0 ? new ReleaseOutlook(null, VersionStep.None, diff, removed) : new ReleaseOutlook(ReleaseVersion.First, VersionStep.Major, diff, removed);
        }

        var step = StepOf(draft, draft.Parent.Manifest, entries, diff, removed);
        var before = ReleaseVersion.TryParse(draft.Parent.Manifest.Version) ?? throw new ArgumentException($"The version {draft.Parent.Manifest.Version} is none.", nameof(draft));
        return new ReleaseOutlook(step == VersionStep.None ? null : before.After(step), step, diff, removed);
    }

    private static RemovalReason WhyRemoved(ReleaseDraft draft, string entryId) => entryId switch
    {
        _ when draft.ConsentWithdrawn.Contains(entryId) => RemovalReason.Consent,
        _ when draft.Improved.Contains(entryId) => RemovalReason.Improved,
        _ => RemovalReason.Quality,
    };

    private static VersionStep StepOf(ReleaseDraft draft, ReleaseManifest before, ReleaseEntry[] entries, ReleaseDiff diff, RemovedEntry[] removed)
    {
        var licences = entries.Select(entry => entry.Licence).ToHashSet(StringComparer.Ordinal);
        if (draft.SchemaHash != before.SchemaHash || !licences.SetEquals(before.Licences.Keys) || removed.Any(entry => entry.Reason == nameof(RemovalReason.Consent)))
        {
            return VersionStep.Major;
        }

        if (!diff.IsEmpty)
        {
            return VersionStep.Minor;
        }

        // The same entries: another text on the card, other guidelines, other splits.
        var same = before.GuidelineHash == draft.GuidelineHash
            && before.PolicyVersion == draft.PolicyVersion
            && before.Splits.Seed == draft.Splits.Seed
            && before.Splits.Ratios.SequenceEqual(draft.Splits.Shares)
            && ReleaseManifest.Sha256(DatasetCard.Write(draft, before)) == before.CardSha256;
        return same ? VersionStep.None : VersionStep.Patch;
    }

    private static ReleaseManifest ManifestOf(ReleaseDraft draft, ReleaseEntry[] entries, ReleasedLeaf[] leaves, ReleaseVersion version, ITreeRoot tree)
    {
        var categories = entries.Select((entry, index) => (entry.Category, Leaf: leaves[index])).GroupBy(pair => pair.Category, StringComparer.Ordinal).ToArray();
        return new ReleaseManifest
        {
            DatanetId = draft.DatanetId,
            Version = version.ToString(),
            Parent = draft.Parent is { } parent ? new ManifestParent(parent.Manifest.Version, parent.ManifestSha256) : null,
            CreatedUtc = draft.CreatedAt.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture),
            SchemaHash = draft.SchemaHash,
            GuidelineHash = draft.GuidelineHash,
            PolicyVersion = draft.PolicyVersion,
            CanonicalFormVersion = CanonicalText.Version,
            Counts = new ManifestCounts(
                entries.Length,
                entries.DistinctBy(entry => entry.Contributor).Count(),
                entries.Sum(entry => (long)entry.CoreBytes().Length),
                categories.ToDictionary(group => group.Key, group => group.Count())),
            MerkleRoot = Root(tree, leaves),
            CategoryRoots = categories.ToDictionary(group => group.Key, group => Root(tree, group.Select(pair => pair.Leaf))),
            Files = [],
            Splits = new ManifestSplits(draft.Splits.Seed, draft.Splits.Shares, SplitPlan.Rule),
            Gates = draft.Gates,
            Agreement = draft.Agreement,
            Quality = draft.Quality,
            EvaluationSets = draft.EvaluationSets,
            Licences = entries.CountBy(entry => entry.Licence).ToDictionary(),
            Removed = [],
            CardSha256 = "",
            ToolVersion = draft.ToolVersion,
        };
    }

    private static string Root(ITreeRoot tree, IEnumerable<ReleasedLeaf> leaves) => Convert.ToHexStringLower(tree.RootOf(leaves.Select(leaf => Convert.FromHexString(leaf.LeafHash))));

    /// <summary>The hash of each export that has rows, without keeping its bytes.</summary>
    private static async Task<IReadOnlyList<ManifestFile>> FilesAsync(ReleaseEntry[] entries, SplitPlan splits, CancellationToken cancellation)
    {
        var files = new List<ManifestFile>();
        foreach (var format in ReleaseFormats.All)
        {
            foreach (var split in splits.Shares)
            {
                var file = await ReleaseExport.WriteAsync(entries.ToAsyncEnumerable(), format, splits, split.Name, Stream.Null, cancellation);
                if (file.Rows > 0)
                {
                    files.Add(file);
                }
            }
        }

        return files;
    }
}
