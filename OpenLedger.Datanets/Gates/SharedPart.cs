using OpenLedger.Datanets.Duplicates;

namespace OpenLedger.Datanets.Gates;

/// <summary>What a part of an entry has in common with a part of another.</summary>
/// <param name="Part">The part of the one entry, from 0.</param>
/// <param name="OtherPart">The part of the other entry.</param>
/// <param name="Spans">The shared pieces.</param>
public sealed record SharedPart(int Part, int OtherPart, IReadOnlyList<SharedSpan> Spans);
