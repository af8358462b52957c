namespace OpenLedger.Training.Verdicts;

/// <summary>What a run came to, or is coming to.</summary>
public enum VerdictKind
{
    /// <summary>Too little has been seen to say anything.</summary>
    TooShort,

    /// <summary>The loss fell and nothing was lost for it.</summary>
    Learning,

    /// <summary>The held-out loss was better before: since then the model learns its examples by heart.</summary>
    Overfitting,

    /// <summary>The training loss grows, or is no number any more.</summary>
    Diverging,

    /// <summary>The loss fell a part of the way and has stood still since.</summary>
    Plateau,

    /// <summary>The loss did not fall.</summary>
    NothingLearned,

    /// <summary>It learned, and lost what the model knew before.</summary>
    Forgetting,
}
