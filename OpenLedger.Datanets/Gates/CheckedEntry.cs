using OpenLedger.Datanets.Entries;

namespace OpenLedger.Datanets.Gates;

/// <summary>What became of an entry of an import.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Findings">What was found, the weightiest first.</param>
public sealed record CheckedEntry(EntryId Id, IReadOnlyList<Finding> Findings)
{
    /// <summary>True where nothing blocks it: it is in the index now and can be found by others.</summary>
    public bool IsAdded => !Findings.Any(finding => finding.Severity == Severity.Block);
}
