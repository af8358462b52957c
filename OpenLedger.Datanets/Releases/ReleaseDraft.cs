namespace OpenLedger.Datanets.Releases;

/// <summary>The release that the new one follows.</summary>
/// <param name="Manifest">Its manifest.</param>
/// <param name="ManifestSha256">The hash of the manifest.</param>
/// <param name="Leaves">Its leaves in their order.</param>
public sealed record ParentRelease(ReleaseManifest Manifest, string ManifestSha256, IReadOnlyList<ReleasedLeaf> Leaves);

/// <summary>What a release is made of, beside its entries.</summary>
public sealed record ReleaseDraft
{
    /// <summary>The Datanet.</summary>
    public required string DatanetId { get; init; }

    /// <summary>Its name.</summary>
    public required string Title { get; init; }

    /// <summary>What it is for, in a sentence or two.</summary>
    public string Purpose { get; init; } = "";

    /// <summary>The languages of its entries, as BCP 47 has them.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>SHA-256 of the form that entries have.</summary>
    public required string SchemaHash { get; init; }

    /// <summary>SHA-256 of the guidelines.</summary>
    public required string GuidelineHash { get; init; }

    /// <summary>The version of the review policy in force.</summary>
    public required int PolicyVersion { get; init; }

    /// <summary>The release before; null for the first.</summary>
    public ParentRelease? Parent { get; init; }

    /// <summary>When it is made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How entries are put into splits.</summary>
    public required SplitPlan Splits { get; init; }

    /// <summary>How often which rule of the gates found something in the entries.</summary>
    public IReadOnlyDictionary<string, int>? Gates { get; init; }

    /// <summary>How far reviewers agreed.</summary>
    public ManifestAgreement? Agreement { get; init; }

    /// <summary>How good the reviews are known to be.</summary>
    public ManifestQuality? Quality { get; init; }

    /// <summary>The evaluation sets that entries were checked against.</summary>
    public IReadOnlyList<string>? EvaluationSets { get; init; }

    /// <summary>Entries whose place improvements took.</summary>
    public IReadOnlySet<string> Improved { get; init; } = new HashSet<string>();

    /// <summary>Entries whose authors took their consent back; what else is missing went for its quality.</summary>
    public IReadOnlySet<string> ConsentWithdrawn { get; init; } = new HashSet<string>();

    /// <summary>What people wrote for the dataset card, Markdown.</summary>
    public string OwnWords { get; init; } = "";

    /// <summary>The program that makes it.</summary>
    public required string ToolVersion { get; init; }
}
