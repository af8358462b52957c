namespace OpenLedger.Studio.Controls;

/// <summary>A piece of one voice's answer; the last piece of a voice says how fast it was, or what went wrong.</summary>
public sealed record ChatPiece(int Voice, string Text, double? TokensPerSecond = null, string? Problem = null)
{
    /// <summary>The earliest turns that the voice did not read, since not all fit into its context.</summary>
    public int Forgotten { get; init; }

    /// <summary>The answer ended because it was as long as it may be.</summary>
    public bool WasCut { get; init; }

    /// <summary>What all voices wait for; such a piece has no voice and no text.</summary>
    public ChatStage? Stage { get; init; }

    /// <summary>Nothing is waited for any more.</summary>
    public static ChatPiece Begin { get; } = new(-1, string.Empty);

    public static ChatPiece At(ChatStage stage) => new(-1, string.Empty) { Stage = stage };
}

/// <summary>What is waited for.</summary>
public enum ChatWait
{
    /// <summary>Others asked earlier.</summary>
    Turn,

    /// <summary>A model comes into memory.</summary>
    Model,
}

/// <summary>Why no word has come yet.</summary>
/// <param name="Wait">What is waited for.</param>
/// <param name="Subject">Who is being answered (empty: somebody), or which model is loaded.</param>
/// <param name="Ahead">How many questions are answered first.</param>
/// <param name="Share">How much of the model is loaded, 0 to 1.</param>
public sealed record ChatStage(ChatWait Wait, string Subject, int Ahead = 0, double Share = 0);
