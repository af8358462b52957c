using OpenLedger.Datanets.Reviews;

namespace OpenLedger.Studio.Features.Datanets.Members;

/// <summary>What somebody is in a Datanet; whoever stands lower may all that those above may.</summary>
public enum DatanetRole
{
    /// <summary>No member.</summary>
    None,
    Reader,
    Contributor,
    Reviewer,
    Curator,
    Owner,
}

internal static class DatanetRoles
{
    public static DatanetRole Parse(string? role) => Enum.TryParse<DatanetRole>(role, out var known) ? known : DatanetRole.None;

    /// <summary>The same in the words of the rules.</summary>
    public static ActorRole ActorRole(DatanetRole role) => role switch
    {
        DatanetRole.Owner => OpenLedger.Datanets.Reviews.ActorRole.Owner,
        DatanetRole.Curator => OpenLedger.Datanets.Reviews.ActorRole.Curator,
        DatanetRole.Reviewer => OpenLedger.Datanets.Reviews.ActorRole.Reviewer,
        DatanetRole.Contributor => OpenLedger.Datanets.Reviews.ActorRole.Contributor,
        _ => OpenLedger.Datanets.Reviews.ActorRole.Reader,
    };

    /// <summary>Whether they decide where reviewers do not agree.</summary>
    public static bool Curates(string? role) => Parse(role) >= DatanetRole.Curator;
}
