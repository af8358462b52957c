namespace OpenLedger.Studio.Features.Data.Sets;

/// <summary>Where an import is.</summary>
public enum ImportStage
{
    /// <summary>Others are before it.</summary>
    Waiting,

    /// <summary>The rows are read and counted; nothing is kept yet.</summary>
    Counting,

    /// <summary>The rows are read and kept.</summary>
    Importing,

    /// <summary>All rows were counted.</summary>
    Counted,

    /// <summary>The set is there.</summary>
    Done,

    /// <summary>Nothing was kept.</summary>
    Failed,
}
