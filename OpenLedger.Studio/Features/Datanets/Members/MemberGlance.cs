using OpenLedger.Datanets.Policies;

namespace OpenLedger.Studio.Features.Datanets.Members;

/// <summary>The few things of a <see cref="MemberCard"/> that pages ask for at each step: read without the outcomes of months.</summary>
internal sealed record MemberGlance
{
    public Tier Tier { get; init; }

    public int Accepted { get; init; }

    public bool IsPaused { get; init; }

    public string? Cluster { get; init; }

    public string? RoleBy { get; init; }

    public static MemberGlance Read(string card) => DatanetJson.Read<MemberGlance>(card);
}
