namespace OpenLedger.Studio.Controls;

/// <summary>One of those who answer, side by side.</summary>
public sealed record ChatVoice(string Name, string Note, bool IsAccent);

/// <summary>One thing said: by the person in front of the screen, or by the voice of the column.</summary>
public sealed record ChatTurn(bool IsQuestion, string Text);

/// <summary>A question to all voices: each has its own conversation so far, which ends with the question.</summary>
public sealed record ChatAsk(IReadOnlyList<IReadOnlyList<ChatTurn>> Conversations, double Temperature, int LongestAnswer);

/// <summary>A piece of one voice's answer; the last piece of a voice says how fast it was, or what went wrong.</summary>
public sealed record ChatPiece(int Voice, string Text, double? TokensPerSecond = null, string? Problem = null);

/// <summary>Answers a question with pieces of all voices, as they come.</summary>
public delegate IAsyncEnumerable<ChatPiece> ChatAnswer(ChatAsk ask, CancellationToken cancellation);
