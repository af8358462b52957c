namespace OpenLedger.Datanets.Releases;

/// <summary>A release, made and signed, before it is kept.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Manifest">What is said of it.</param>
/// <param name="ManifestBytes">The same as it is hashed and signed.</param>
/// <param name="ManifestSha256">The hash: 64 hexadecimal digits.</param>
/// <param name="Signature">The signature of the bytes.</param>
/// <param name="Entries">Its entries in the order of the leaves.</param>
/// <param name="Leaves">The leaves in their order.</param>
/// <param name="Diff">What differs from the release before.</param>
/// <param name="Card">The dataset card, Markdown.</param>
public sealed record MadeRelease(
    ReleaseVersion Version,
    ReleaseManifest Manifest,
    byte[] ManifestBytes,
    string ManifestSha256,
    ReleaseSignature Signature,
    IReadOnlyList<ReleaseEntry> Entries,
    IReadOnlyList<ReleasedLeaf> Leaves,
    ReleaseDiff Diff,
    string Card);

/// <summary>What a release would be if it were made now; cheap enough for a page.</summary>
/// <param name="Version">The version it would get; null where nothing changed.</param>
/// <param name="Step">What kind of change it is.</param>
/// <param name="Diff">What differs from the release before.</param>
/// <param name="Removed">What is no longer in it, with the reason.</param>
public sealed record ReleaseOutlook(ReleaseVersion? Version, VersionStep Step, ReleaseDiff Diff, IReadOnlyList<RemovedEntry> Removed);
