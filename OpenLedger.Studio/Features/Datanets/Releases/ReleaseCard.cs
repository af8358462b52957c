using OpenLedger.Datanets.Releases;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Datanets.Releases;

/// <summary>What the studio keeps of a release beside its manifest.</summary>
public sealed record ReleaseCard
{
    /// <summary>The name of the Datanet then.</summary>
    public required string Title { get; init; }

    public string Purpose { get; init; } = "";

    /// <summary>The dataset card, Markdown.</summary>
    public required string Text { get; init; }

    /// <summary>64 bytes in base 64.</summary>
    public required string Signature { get; init; }

    /// <summary>The key that checks the signature, PEM.</summary>
    public required string PublicKey { get; init; }

    /// <summary>Why it should not be used any more, in a curator's words.</summary>
    public string? RevokedBecause { get; init; }
}

/// <summary>A release as a page shows it.</summary>
public sealed record ReleaseView(string Id, string DatanetId, ReleaseVersion Version, DateTimeOffset CreatedAt, string AuthorId, ReleaseState State, ReleaseManifest Manifest, string ManifestText, ReleaseCard Card)
{
    /// <summary>The hash that names the manifest.</summary>
    public string ManifestSha256 { get; } = ReleaseManifest.Sha256(ManifestText);

    internal SplitPlan Splits => new(Manifest.Splits.Seed, [.. Manifest.Splits.Ratios]);

    internal static ReleaseView Of(ReleaseRow row) => new(
        row.Id,
        row.DatanetId,
        ReleaseVersion.TryParse(row.Version) ?? throw new InvalidOperationException($"The release {row.Id} has the version {row.Version}, which is none."),
        row.CreatedAt,
        row.AuthorId,
        Enum.Parse<ReleaseState>(row.State),
        ReleaseManifest.TryRead(row.Manifest) ?? throw new InvalidOperationException($"The manifest of the release {row.Id} cannot be read."),
        row.Manifest,
        DatanetJson.Read<ReleaseCard>(row.Card!));
}
