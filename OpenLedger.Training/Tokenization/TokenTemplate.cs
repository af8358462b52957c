namespace OpenLedger.Training.Tokenization;

/// <summary>The tokens that a tokenizer puts around a text when it is asked to add its own.</summary>
internal sealed record TokenTemplate(IReadOnlyList<int> Before, IReadOnlyList<int> Behind)
{
    public static TokenTemplate Empty { get; } = new([], []);

    /// <summary>This template with another one around it.</summary>
    public TokenTemplate Inside(TokenTemplate outer) => new([.. outer.Before, .. Before], [.. Behind, .. outer.Behind]);
}
