using OpenLedger.Datanets.Policies;

namespace OpenLedger.Datanets.Reviews;

/// <summary>Who may review: curators and the owner; whoever was appointed; and contributors whose own entries have earned it.</summary>
public static class ReviewAccess
{
    /// <summary>True where somebody may review in a Datanet.</summary>
    /// <param name="role">What they are in it.</param>
    /// <param name="tier">Their tier; an appointment lifts to the one that the policy asks for (<see cref="TierOf"/>).</param>
    /// <param name="policy">The policy. At <see cref="Tier.T0"/> there is nothing to earn, and only the appointed review.</param>
    public static bool IsOpen(ActorRole role, Tier tier, ReviewPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return role switch
        {
            ActorRole.Curator or ActorRole.Owner => true,
            ActorRole.Reviewer => tier >= policy.ReviewerTier,
            ActorRole.Contributor => policy.ReviewerTier > Tier.T0 && tier >= policy.ReviewerTier,
            _ => false,
        };
    }

    /// <summary>The tier from which somebody acts: an appointment counts as much as what it takes to earn it.</summary>
    public static Tier TierOf(ActorRole role, Tier earned, ReviewPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return role switch
        {
            ActorRole.Curator or ActorRole.Owner => Tier.T4,
            ActorRole.Reviewer when earned < policy.ReviewerTier => policy.ReviewerTier,
            _ => earned,
        };
    }
}
