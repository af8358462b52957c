namespace OpenLedger.Studio.Features.Data.Doctor;

/// <summary>A piece of text as the model reads it: mostly one token; several where one character is made of several.</summary>
/// <param name="Text">The text; of a special token its spelling.</param>
/// <param name="Tokens">How many tokens it is.</param>
/// <param name="IsLearned">Whether the model learns to say it.</param>
/// <param name="IsSpecial">Whether it stands for structure, not for text.</param>
/// <param name="IsCut">Whether it lies behind the longest text that is read, and is not seen at all.</param>
public sealed record ReadToken(string Text, int Tokens, bool IsLearned, bool IsSpecial, bool IsCut);

/// <summary>An example as the model reads it, or why it cannot.</summary>
public sealed record ReadExample(IReadOnlyList<ReadToken> Tokens, int Count, int Learned, int LearnedWithinCut, string? Problem);
