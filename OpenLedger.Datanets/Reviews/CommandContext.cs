using OpenLedger.Datanets.Policies;

namespace OpenLedger.Datanets.Reviews;

/// <summary>What the rules need to know of an entry's author.</summary>
/// <param name="Cluster">The author's cluster of linked accounts.</param>
/// <param name="Tier">The author's tier.</param>
/// <param name="PriorMean">The mean of the author's reputation: the chance that an entry of theirs is good.</param>
/// <param name="OwnsDatanet">True where the author is the Datanet's owner.</param>
public sealed record AuthorView(string Cluster, Tier Tier = Tier.T0, double PriorMean = 0.5, bool OwnsDatanet = false);

/// <summary>Everything around a command that decides what comes of it; the rules look nowhere else.</summary>
/// <param name="Actor">Who gives the command.</param>
/// <param name="At">When.</param>
/// <param name="Policy">The policy in force, whose version the event names.</param>
/// <param name="Author">The entry's author.</param>
public sealed record CommandContext(Actor Actor, DateTimeOffset At, ReviewPolicy Policy, AuthorView Author)
{
    /// <summary>True where this entry of a trusted author was drawn for the reviews of everyone else.</summary>
    public bool SpotCheck { get; init; }

    /// <summary>How many people may review this entry, counted as far as the policy asks for reviews; null where nobody counted them.</summary>
    public int? Reviewers { get; init; }

    /// <summary>False where the actor is the Datanet's only curator, and so has to look at an appeal against their own decision.</summary>
    public bool OtherCurators { get; init; } = true;
}
