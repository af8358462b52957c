using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Datanets;

/// <summary>A Datanet as somebody sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="OwnerId">Whose it is.</param>
/// <param name="Title">Its name.</param>
/// <param name="Visibility">Who may see it.</param>
/// <param name="Version">The version of its card.</param>
/// <param name="Card">What it asks and how it decides.</param>
/// <param name="Role">What the one who asks is in it.</param>
/// <param name="UpdatedAt">When it was changed last.</param>
/// <param name="ByAdmin">Whether an admin of the studio asks.</param>
public sealed record Datanet(string Id, string OwnerId, string Title, DatanetVisibility Visibility, int Version, DatanetCard Card, DatanetRole Role, DateTimeOffset UpdatedAt, bool ByAdmin)
{
    /// <summary>Whether whoever asks may bring entries without joining first.</summary>
    public bool MayContribute => Role >= DatanetRole.Contributor;

    /// <summary>Whether whoever asks can make themselves a contributor: not where somebody else has said that they are less.</summary>
    public bool MayJoin => Role < DatanetRole.Contributor && Visibility != DatanetVisibility.InviteOnly && !IsKeptOut && !IsAway;

    /// <summary>Whether somebody else took whoever asks out, or made them a reader.</summary>
    public bool IsKeptOut { get; init; }

    /// <summary>Whether nothing of it is there for whoever asks but their own entries: they were taken out, or it was deleted.</summary>
    public bool IsAway { get; init; }

    /// <summary>Whether whoever asks may change the Datanet and its members.</summary>
    public bool MayManage => Role == DatanetRole.Owner || ByAdmin;

    public bool MayReview => Role >= DatanetRole.Reviewer || HasEarnedReviews;

    /// <summary>Whether a contributor's own entries have opened reviewing to them.</summary>
    public bool HasEarnedReviews { get; init; }

    /// <summary>Whether a contributor has enough accepted entries to take the test that opens reviewing, where there is one.</summary>
    public bool MayQualify { get; init; }

    public bool Curates => Role >= DatanetRole.Curator;

    internal static Datanet Of(DatanetRow row, DatanetRole role, bool byAdmin) =>
        new(row.Id, row.OwnerId, row.Title, Enum.Parse<DatanetVisibility>(row.Visibility), row.Version, DatanetCard.Read(row.Card), role, row.UpdatedAt, byAdmin);
}
