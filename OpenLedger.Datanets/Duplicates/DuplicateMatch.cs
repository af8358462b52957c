using OpenLedger.Datanets.Entries;

namespace OpenLedger.Datanets.Duplicates;

/// <summary>An entry that another one is like.</summary>
/// <param name="Id">The entry that was there before.</param>
/// <param name="Kind">How they relate.</param>
/// <param name="Jaccard">Shingles that both have, of those that either has, from 0 to 1.</param>
/// <param name="Containment">Shingles that both have, of those of the shorter, from 0 to 1.</param>
public readonly record struct DuplicateMatch(EntryId Id, MatchKind Kind, double Jaccard, double Containment);
