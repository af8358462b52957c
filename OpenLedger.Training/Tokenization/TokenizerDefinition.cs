using OpenLedger.Training.Tokenization.AddedTokens;
using OpenLedger.Training.Tokenization.Decoding;
using OpenLedger.Training.Tokenization.Merging;
using OpenLedger.Training.Tokenization.Normalizing;
using OpenLedger.Training.Tokenization.Splitting;

namespace OpenLedger.Training.Tokenization;

/// <summary>Everything that the files of a tokenizer say, in one form, whichever files they were.</summary>
internal sealed record TokenizerDefinition
{
    public required TokenTable Tokens { get; init; }

    public required MergeTable Merges { get; init; }

    public UnknownRule Unknown { get; init; } = new(null, false, false);

    /// <summary>Whether a piece that is a token as a whole is taken as it is, whatever the merges say.</summary>
    public bool WholePieceFirst { get; init; }

    public IReadOnlyList<AddedToken> AddedTokens { get; init; } = [];

    public IReadOnlyList<NormalizerStep> Normalizer { get; init; } = [];

    public SplitRules Splitting { get; init; } = SplitRules.None;

    public IReadOnlyList<DecoderStep> Decoder { get; init; } = [];

    public TokenTemplate Template { get; init; } = TokenTemplate.Empty;

    /// <summary>bos_token, eos_token, ... to the token's string.</summary>
    public IReadOnlyDictionary<string, string> NamedTokens { get; init; } = new Dictionary<string, string>();
}

/// <summary>What becomes of text that the vocabulary lacks.</summary>
/// <param name="Token">The unknown token.</param>
/// <param name="Fuse">Whether several unknown characters in a row are one unknown token.</param>
/// <param name="ByteFallback">Whether the bytes of the character are tried first.</param>
internal sealed record UnknownRule(string? Token, bool Fuse, bool ByteFallback);

/// <summary>How text is cut before merging.</summary>
/// <param name="ByteLevel">Whether pieces become bytes (else code points).</param>
/// <param name="Steps">The split rules.</param>
/// <param name="Leading">The space that is put before a text.</param>
/// <param name="MarksSpaces">Whether spaces become U+2581 here.</param>
internal sealed record SplitRules(bool ByteLevel, IReadOnlyList<SplitStep> Steps, LeadingSpace Leading, bool MarksSpaces)
{
    public static SplitRules None { get; } = new(false, [], LeadingSpace.Never, false);
}
