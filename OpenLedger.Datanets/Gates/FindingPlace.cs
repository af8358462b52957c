using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Gates;

/// <summary>Where in an entry something was found.</summary>
/// <param name="Part">Which part of the entry, from 0.</param>
/// <param name="Field">The field of that part.</param>
/// <param name="Span">The piece of its text.</param>
public readonly record struct FindingPlace(int Part, string Field, TextSpan Span);
