namespace OpenLedger.Studio.Controls;

/// <summary>One thing said: by the person in front of the screen, or by the voice that answers.</summary>
public sealed record ChatTurn(bool IsQuestion, string Text);

/// <summary>
/// A question to all voices: each has its own conversation so far, which ends with the question. One with an empty conversation is
/// not asked.
/// </summary>
/// <param name="Conversations">One for each voice.</param>
/// <param name="Sampling">How the answers are drawn.</param>
/// <param name="SystemPrompt">What the models are told before the conversation; null or empty: nothing.</param>
public sealed record ChatAsk(IReadOnlyList<IReadOnlyList<ChatTurn>> Conversations, ChatSampling Sampling, string? SystemPrompt = null);

/// <summary>Answers a question with pieces of all voices, as they come.</summary>
public delegate IAsyncEnumerable<ChatPiece> ChatAnswer(ChatAsk ask, CancellationToken cancellation);
