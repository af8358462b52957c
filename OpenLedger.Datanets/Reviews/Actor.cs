using OpenLedger.Datanets.Policies;

namespace OpenLedger.Datanets.Reviews;

/// <summary>What someone is in a Datanet.</summary>
public enum ActorRole
{
    /// <summary>Reads.</summary>
    Reader,

    /// <summary>Brings entries.</summary>
    Contributor,

    /// <summary>Reviews entries of others.</summary>
    Reviewer,

    /// <summary>Decides where reviewers do not agree, and what was appealed or challenged.</summary>
    Curator,

    /// <summary>Owns the Datanet; may all that a curator may.</summary>
    Owner,

    /// <summary>A rule of ours: the gates, the clock, the queue.</summary>
    Machine,
}

/// <summary>Who gives a command.</summary>
/// <param name="Id">The account.</param>
/// <param name="Cluster">The cluster of linked accounts that it belongs to; its own id where it is linked to nobody.</param>
/// <param name="Role">What it is in the Datanet.</param>
public sealed record Actor(string Id, string Cluster, ActorRole Role)
{
    /// <summary>The id of a rule of ours as an actor.</summary>
    public const string MachineId = "machine";

    /// <summary>A rule of ours.</summary>
    public static Actor Machine { get; } = new(MachineId, MachineId, ActorRole.Machine);

    /// <summary>The tier, which decides who may review.</summary>
    public Tier Tier { get; init; } = Tier.T0;

    /// <summary>How often this reviewer is right: the mean of their posterior.</summary>
    public double Accuracy { get; init; } = 0.75;

    /// <summary>True while a reviewer trains with known items: votes that are under way count nothing.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Entries that they hold for review now.</summary>
    public int OpenClaims { get; init; }

    /// <summary>True for curators and the owner.</summary>
    public bool Curates => Role is ActorRole.Curator or ActorRole.Owner;
}
