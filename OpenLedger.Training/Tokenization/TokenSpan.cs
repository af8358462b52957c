namespace OpenLedger.Training.Tokenization;

/// <summary>One token and the stretch of text it stands for, in UTF-16 units of the text as it was given.</summary>
/// <param name="Id">The token.</param>
/// <param name="Start">Index of the character that holds the token's first byte (of the high surrogate, where that is a pair).</param>
/// <param name="End">Index behind the character that holds the token's last byte.</param>
public readonly record struct TokenSpan(int Id, int Start, int End);
