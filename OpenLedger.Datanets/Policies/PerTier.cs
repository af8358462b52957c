namespace OpenLedger.Datanets.Policies;

/// <summary>A whole number for each tier that has quotas; a curator (<see cref="Tier.T4"/>) has those of T3.</summary>
public readonly record struct PerTier(int T0, int T1, int T2, int T3)
{
    /// <summary>The number of a tier.</summary>
    public int this[Tier tier] => tier switch
    {
        Tier.T0 => T0,
        Tier.T1 => T1,
        Tier.T2 => T2,
        _ => T3,
    };

    /// <summary>The same with another number for one tier.</summary>
    public PerTier With(Tier tier, int value) => tier switch
    {
        Tier.T0 => this with { T0 = value },
        Tier.T1 => this with { T1 = value },
        Tier.T2 => this with { T2 = value },
        _ => this with { T3 = value },
    };
}
