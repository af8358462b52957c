using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Features.Models;

/// <summary>A base model in the models folder, as the page tells about it. Its weights stay on disk.</summary>
public sealed record BundledModel(string Name, string Folder)
{
    public string Family { get; init; } = string.Empty;

    public long Parameters { get; init; }

    /// <summary>What the model's own studio.json suggests.</summary>
    public StudioDefaults Defaults { get; init; } = StudioDefaults.None;

    /// <summary>Why it cannot be used; null where it can.</summary>
    public string? Problem { get; init; }

    public bool IsUsable => Problem is null;
}
