using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Duplicates;

/// <summary>A piece that two texts have in common, as each of them writes it.</summary>
/// <param name="One">Where it stands in the one text.</param>
/// <param name="Other">Where it stands in the other.</param>
public readonly record struct SharedSpan(TextSpan One, TextSpan Other);
