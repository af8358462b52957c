using OpenLedger.Datanets.Entries;

namespace OpenLedger.Datanets.Gates;

/// <summary>An entry that an import brings.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Content">What it teaches.</param>
/// <param name="Category">Its category; null where it has none.</param>
public sealed record NewEntry(EntryId Id, EntryContent Content, string? Category = null);
