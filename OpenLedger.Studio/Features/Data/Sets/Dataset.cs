using OpenLedger.Studio.Features.Data.Import;

namespace OpenLedger.Studio.Features.Data.Sets;

/// <summary>A set of examples: somebody's own, or one that came with the studio.</summary>
public sealed record Dataset(string Id, string Name, ExampleShape Shape, long Rows)
{
    /// <summary>Null: it came with the studio and cannot be changed.</summary>
    public string? OwnerId { get; init; }

    public bool IsBundled => OwnerId is null;

    /// <summary>The name of the file that it came from.</summary>
    public string? Origin { get; init; }

    public string? Licence { get; init; }

    public string? Notes { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Rows of the file that were kept aside.</summary>
    public long SetAside { get; init; }

    /// <summary>What a model should not forget, mixed in beside new examples.</summary>
    public bool IsRehearsal { get; init; }

    /// <summary>Whether the whole team sees it.</summary>
    public bool IsShared { get; init; }

    /// <summary>What the import found.</summary>
    public DatasetCard? Card { get; init; }
}
