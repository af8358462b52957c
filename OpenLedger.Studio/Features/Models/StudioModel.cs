using OpenLedger.Studio.Shell;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Features.Models;

/// <summary>Where a model came from.</summary>
public enum ModelOrigin
{
    /// <summary>It came with the studio.</summary>
    Bundled,

    /// <summary>A folder on this computer whose files are shared with the studio's own folder.</summary>
    Linked,

    /// <summary>A folder on this computer that was copied.</summary>
    Copied,

    /// <summary>A zip file that somebody brought.</summary>
    Uploaded,
}

/// <summary>A base model, as pages tell about it. Its weights stay on disk.</summary>
/// <param name="Id">What addresses, runs and adapters call it.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Folder">Where it lies.</param>
public sealed record StudioModel(string Id, string Name, string Folder)
{
    public ModelOrigin Origin { get; init; }

    /// <summary>Who added it; null for the bundled ones.</summary>
    public string? OwnerId { get; init; }

    public DateTimeOffset? AddedAt { get; init; }

    /// <summary>What hubs and other tools call it; stands in the adapters that are taken away.</summary>
    public string HubName { get; init; } = Name;

    public string Family { get; init; } = string.Empty;

    public long Parameters { get; init; }

    /// <summary>How many tokens it reads at once.</summary>
    public int Context { get; init; }

    /// <summary>Types of its numbers as stored: BF16.</summary>
    public string Type { get; init; } = string.Empty;

    /// <summary>What its weights take on the disk.</summary>
    public long WeightBytes { get; init; }

    /// <summary>The licence, where its files say one.</summary>
    public string? Licence { get; init; }

    /// <summary>What the model's own studio.json suggests.</summary>
    public StudioDefaults Defaults { get; init; } = StudioDefaults.None;

    /// <summary>Why it cannot be used, in the reader's language; null where it can.</summary>
    internal Sentence? Trouble { get; init; }

    /// <summary>Why it cannot be used, in English; null where it can.</summary>
    public string? Problem => Trouble?.ToString();

    public bool IsUsable => Trouble is null;
}
