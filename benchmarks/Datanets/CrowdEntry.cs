namespace OpenLedger.Benchmarks.Datanets;

/// <summary>What an entry is in truth, which nobody in the simulation sees.</summary>
internal enum CrowdQuality
{
    Good,

    /// <summary>Good after one change.</summary>
    Fixable,

    /// <summary>Meant well, and not good.</summary>
    Poor,

    /// <summary>Not meant well.</summary>
    Junk,
}

/// <summary>An entry of the simulated crowd.</summary>
internal sealed class CrowdEntry(string id, CrowdAuthor author, CrowdQuality quality, bool isPlausible)
{
    public string Id { get; } = id;

    public CrowdAuthor Author { get; } = author;

    public CrowdQuality Quality { get; set; } = quality;

    /// <summary>True for junk that everyone sees at once.</summary>
    public bool IsBlatant => Quality == CrowdQuality.Junk && !isPlausible;

    /// <summary>True where it waits in the newcomers' lane.</summary>
    public bool IsNewcomers { get; set; }

    public DateTimeOffset SubmittedAt { get; set; }

    public DateTimeOffset? FirstDecisionAt { get; set; }

    public bool IsAccepted { get; set; }

    public int Texts { get; set; } = 1;
}
