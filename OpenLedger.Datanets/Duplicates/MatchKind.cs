namespace OpenLedger.Datanets.Duplicates;

/// <summary>How an entry relates to another one that it is like.</summary>
public enum MatchKind
{
    /// <summary>The same content, but for case, spacing and punctuation.</summary>
    Same,

    /// <summary>A near-copy.</summary>
    Duplicate,

    /// <summary>A near-copy with other numbers: mostly an entry of its own.</summary>
    Variant,

    /// <summary>Alike enough to be looked at.</summary>
    Similar,

    /// <summary>The same prompt with another response.</summary>
    AlternativeResponse,

    /// <summary>Another prompt with the same long response.</summary>
    SameResponse,
}
