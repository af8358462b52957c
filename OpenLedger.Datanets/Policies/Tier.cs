namespace OpenLedger.Datanets.Policies;

/// <summary>How far a contributor is trusted in a Datanet. It rises with accepted work and falls by decay or abuse only.</summary>
public enum Tier
{
    /// <summary>New.</summary>
    T0,

    /// <summary>Known: a few accepted entries.</summary>
    T1,

    /// <summary>Proven: may review.</summary>
    T2,

    /// <summary>Trusted: bulk import, one review with spot checks.</summary>
    T3,

    /// <summary>A curator, by appointment.</summary>
    T4,
}
