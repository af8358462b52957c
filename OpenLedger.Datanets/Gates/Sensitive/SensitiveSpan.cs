using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Gates.Sensitive;

/// <summary>A piece of a text that should not be learned.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Span">Where it stands.</param>
public readonly record struct SensitiveSpan(SensitiveKind Kind, TextSpan Span);
