namespace OpenLedger.Studio.Features.Datanets;

/// <summary>Who may see a Datanet.</summary>
public enum DatanetVisibility
{
    /// <summary>Everybody who has an account here; it stands in the list.</summary>
    Public,

    /// <summary>Everybody who has an account here and its address.</summary>
    Unlisted,

    /// <summary>Members.</summary>
    InviteOnly,
}
