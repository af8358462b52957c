namespace OpenLedger.Training.Tokenization.AddedTokens;

/// <summary>A token that is looked for in the text itself, before anything is split.</summary>
internal sealed record AddedToken(int Id, string Content)
{
    /// <summary>Matches only where no letter or digit touches it.</summary>
    public bool SingleWord { get; init; }

    /// <summary>Takes the white space before it along.</summary>
    public bool LeftStrip { get; init; }

    /// <summary>Takes the white space behind it along.</summary>
    public bool RightStrip { get; init; }

    /// <summary>Is looked for in the normalized text, in its own normalized form.</summary>
    public bool Normalized { get; init; }

    /// <summary>Steers the model rather than being text: left out when a reader wants the text only.</summary>
    public bool Special { get; init; }
}
