using OpenLedger.Datanets.Entries;

namespace OpenLedger.Datanets.Duplicates;

/// <summary>Two entries that are alike.</summary>
/// <param name="Id">The one that is new; of two new ones the one with the greater id.</param>
/// <param name="Other">The one that was there before.</param>
/// <param name="Kind">How they relate.</param>
/// <param name="Jaccard">Shingles that both have, of those that either has, from 0 to 1.</param>
/// <param name="Containment">Shingles that both have, of those of the shorter, from 0 to 1.</param>
public readonly record struct DuplicatePair(EntryId Id, EntryId Other, MatchKind Kind, double Jaccard, double Containment);
