using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Contamination;

/// <summary>A piece of an entry that stands in an evaluation item too.</summary>
/// <param name="Part">Which part of the entry, from 0.</param>
/// <param name="Span">The piece of that part's text.</param>
public readonly record struct LeakSpan(int Part, TextSpan Span);
