namespace OpenLedger.Training.Chat.Jinja;

/// <summary>
/// What a template may use up. A template comes with a model from the internet: it may loop, recurse or build texts without end.
/// Real templates stay below a thousandth of these numbers for a long conversation.
/// </summary>
internal static class JinjaLimits
{
    /// <summary>Length of a template's source.</summary>
    public const int SourceCharacters = 1 << 20;

    /// <summary>How deep expressions and blocks nest in the source.</summary>
    public const int SourceDepth = 150;

    /// <summary>How deep evaluation nests: expressions, blocks, macro calls and values inside values together.</summary>
    public const int EvaluationDepth = 1000;

    /// <summary>How deep the variables that are handed in nest.</summary>
    public const int VariableDepth = 100;

    /// <summary>Evaluated nodes, iterations and (sixteen to one) characters looked at.</summary>
    public const long Steps = 10_000_000;

    /// <summary>Bytes of all texts and lists made during one rendering, those already let go included.</summary>
    public const long Bytes = 128L << 20;

    /// <summary>Length of one text, the rendered conversation included.</summary>
    public const int TextCharacters = 1 << 22;

    /// <summary>Length of one list.</summary>
    public const int SequenceItems = 1_000_000;

    /// <summary>Length of a range: the number Jinja's own sandbox allows.</summary>
    public const int RangeItems = 100_000;

    /// <summary>Size of a whole number.</summary>
    public const int IntegerBits = 4096;

    /// <summary>Digits after the point that a format may ask for.</summary>
    public const int FormatPrecision = 400;
}
