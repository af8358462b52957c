namespace OpenLedger.Studio.Features.Runs.Sharing;

/// <summary>How far the sharing of a run has come.</summary>
public enum SharingStage
{
    /// <summary>Its owner asks for approval.</summary>
    Asked,

    /// <summary>It came back, with a reason and a next step.</summary>
    SentBack,

    /// <summary>Somebody approved it; it is shared until its owner takes it back.</summary>
    Approved,
}

/// <summary>What was said about sharing a run with the team. Whether it is shared says <see cref="RunCard.IsShared"/>.</summary>
/// <param name="Stage">How far it has come.</param>
/// <param name="At">Since when.</param>
/// <param name="By">The account that asked, approved or sent it back.</param>
public sealed record RunSharing(SharingStage Stage, DateTimeOffset At, string By)
{
    /// <summary>What its owner says of it.</summary>
    public string? Note { get; init; }

    /// <summary>Why it came back.</summary>
    public string? Reason { get; init; }

    /// <summary>What would make it pass.</summary>
    public string? NextStep { get; init; }
}
