namespace OpenLedger.Studio.Controls;

/// <summary>One of those who answer, side by side.</summary>
public sealed record ChatVoice(string Name, string Note, bool IsAccent)
{
    /// <summary>What its answers are kept under.</summary>
    public string Key { get; init; } = $"{Note}: {Name}";
}
