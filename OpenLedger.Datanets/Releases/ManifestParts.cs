namespace OpenLedger.Datanets.Releases;

/// <summary>The release before.</summary>
/// <param name="Version">Its version.</param>
/// <param name="ManifestSha256">The hash of its manifest, which binds all that came before it too.</param>
public sealed record ManifestParent(string Version, string ManifestSha256);

/// <summary>How many there are of what.</summary>
/// <param name="Entries">Entries.</param>
/// <param name="Contributors">People who wrote them.</param>
/// <param name="Bytes">Bytes of all cores together.</param>
/// <param name="Categories">Entries by category.</param>
public sealed record ManifestCounts(int Entries, int Contributors, long Bytes, IReadOnlyDictionary<string, int> Categories);

/// <summary>One export.</summary>
/// <param name="Name">Its path, as <c>messages/train.jsonl</c>.</param>
/// <param name="Format">What the rows are like.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its hash, 64 hexadecimal digits.</param>
/// <param name="Rows">How many rows it has.</param>
public sealed record ManifestFile(string Name, string Format, long Bytes, string Sha256, long Rows);

/// <summary>How entries are put into splits.</summary>
/// <param name="Seed">What is hashed with the entry's id.</param>
/// <param name="Ratios">The share of each split, in its order.</param>
/// <param name="Rule">The rule in words.</param>
public sealed record ManifestSplits(string Seed, IReadOnlyList<SplitShare> Ratios, string Rule);

/// <summary>How far reviewers agreed.</summary>
/// <param name="Alpha">Krippendorff's alpha.</param>
/// <param name="Ac1">Gwet's AC1.</param>
/// <param name="Items">Over how many entries with two votes or more.</param>
public sealed record ManifestAgreement(double? Alpha, double? Ac1, int Items);

/// <summary>How good reviews are known to be.</summary>
/// <param name="GoldAccuracy">The share of known items that reviewers got right.</param>
/// <param name="SpotCheckErrorRate">The share of entries that one review accepted and a second look did not.</param>
/// <param name="Ci95">The half width of the interval that holds the error rate with 95 %.</param>
public sealed record ManifestQuality(double? GoldAccuracy, double? SpotCheckErrorRate, double? Ci95)
{
    private const double Z95 = 1.959963984540054;

    /// <summary>What counts come to; null where nothing was counted. The interval is Wilson's, which holds for few and for none.</summary>
    /// <param name="answers">First answers to known items.</param>
    /// <param name="right">Those of them that were right.</param>
    /// <param name="looked">Entries that one review accepted and that were looked at a second time.</param>
    /// <param name="errors">Those of them that were not accepted.</param>
    public static ManifestQuality? Of(int answers, int right, int looked, int errors)
    {
        if (answers == 0 && looked == 0)
        {
            return null;
        }

        double? rate = looked == 0 ? null : (double)errors / looked;
        return new ManifestQuality(answers == 0 ? null : (double)right / answers, rate, rate is { } share ? HalfWidth(share, looked) : null);
    }

    private static double HalfWidth(double share, int count) =>
        Z95 / (1 + (Z95 * Z95 / count)) * Math.Sqrt((share * (1 - share) / count) + (Z95 * Z95 / (4.0 * count * count)));
}

/// <summary>An entry that is no longer in.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="Reason">Why: a name of <see cref="RemovalReason"/>.</param>
public sealed record RemovedEntry(string EntryId, string Reason);

/// <summary>Why an entry is no longer in a release.</summary>
public enum RemovalReason
{
    /// <summary>Its author took their consent back.</summary>
    Consent,

    /// <summary>A curator took it out.</summary>
    Quality,

    /// <summary>An improvement of it took its place.</summary>
    Improved,
}
