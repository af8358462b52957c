namespace OpenLedger.Training.Chat;

/// <summary>A conversation as the model reads it.</summary>
/// <param name="Text">What the template wrote.</param>
/// <param name="Ids">Its tokens.</param>
/// <param name="Learned">For each token whether it is learned; all false where that was not asked for.</param>
/// <param name="LearnedSpans">The ranges of the text that are learned: a token counts when its first byte lies in one.</param>
public sealed record EncodedChat(string Text, int[] Ids, bool[] Learned, IReadOnlyList<TextSpan> LearnedSpans);
