namespace OpenLedger.Studio.Features.Runs;

/// <summary>How much a warning weighs.</summary>
public enum WarningTone
{
    /// <summary>Nothing is wrong; it is good to know.</summary>
    Good,

    /// <summary>It can be started, but something should be looked at.</summary>
    Look,

    /// <summary>It cannot be started.</summary>
    Stops,
}

/// <summary>Something to be said before a run starts. Texts are keys of this feature's words; values fill their places.</summary>
public sealed record RunWarning(WarningTone Tone, string Text, params object[] Values)
{
    /// <summary>Buttons, each of which mends it.</summary>
    public IReadOnlyList<RunFix> Fixes { get; init; } = [];

    /// <summary>Where it can be mended instead; null where there is no such page.</summary>
    public string? Link { get; init; }

    /// <summary>What the link is called.</summary>
    public string? LinkText { get; init; }
}

/// <summary>A button that mends something.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Values">What fills its places.</param>
/// <param name="Apply">What it does.</param>
public sealed record RunFix(string Text, object[] Values, Func<RunDraft, RunDraft> Apply);
