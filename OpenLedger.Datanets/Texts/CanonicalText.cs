namespace OpenLedger.Datanets.Texts;

/// <summary>
/// What is left of a text for comparing it with others: canonical form, version 1. The text that is stored and learned is the original.
/// <para>
/// White space parts tokens. Of each token: characters that are not seen are dropped; Unicode form NFKC; lookalikes of Latin letters in a
/// token that holds Latin ones are read as Latin; case is folded. Letters and digits stay (marks on Latin, Cyrillic and Greek letters that
/// no composed letter has do not), and so do a point between digits and the signs of <c>C#</c> and <c>C++</c>. A comma before three digits
/// and an apostrophe between letters vanish; everything else parts words. Words are joined by one space.
/// </para>
/// </summary>
public sealed class CanonicalText
{
    /// <summary>Which form this is. A change of the form is a new version: hashes in releases and indexes depend on it.</summary>
    public const int Version = 1;

    private ulong[]? _phraseHashes;

    internal CanonicalText(string words, string symbols, TextSpan[]? sources)
    {
        Words = words;
        Symbols = symbols;
        Sources = sources;
    }

    /// <summary>The words, joined by one space each.</summary>
    public string Words { get; }

    /// <summary>
    /// The signs that carry meaning and are no words, in their order: operators, brackets, emoji; not the punctuation of sentences. Two texts
    /// say the same only where these are equal too: <c>a &lt; b</c> has the same words as <c>a &gt; b</c>.
    /// </summary>
    public string Symbols { get; }

    /// <summary>
    /// The hashes of its phrases of eight words in the order in which they begin, numbers that follow each other as one word. Made when it is
    /// first asked for: what looks for leaks and what looks for templates ask for the same.
    /// </summary>
    internal ulong[] PhraseHashes => _phraseHashes ??= Phrases.Of(Words);

    /// <summary>For each character of the words the piece of the original that it came from; null where that was not asked for.</summary>
    private TextSpan[]? Sources { get; }

    /// <summary>True where nothing is left to compare.</summary>
    public bool IsEmpty => Words.Length == 0 && Symbols.Length == 0;

    /// <summary>The canonical form of a text.</summary>
    public static CanonicalText Of(string text) => CanonicalWriter.Write(text, withSources: false);

    /// <summary>The canonical form of a text that knows where each of its characters came from.</summary>
    public static CanonicalText WithSources(string text) => CanonicalWriter.Write(text, withSources: true);

    /// <summary>The piece of the original that a piece of the words came from. Of a token that was normalised it is the whole token.</summary>
    /// <param name="words">A piece of <see cref="Words"/> that is not empty.</param>
    /// <exception cref="InvalidOperationException">The form was made without sources.</exception>
    public TextSpan SourceOf(TextSpan words)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(words.Length, 1);
        var sources = Sources ?? throw new InvalidOperationException("This canonical text was made without its sources.");
        return new TextSpan(sources[words.Start].Start, sources[words.End - 1].End);
    }

    /// <summary>True where two texts say the same: equal words and equal symbols, or, where nothing is left of either, equal originals.</summary>
    public static bool SaysTheSame(string one, string other)
    {
        var (left, right) = (Of(one), Of(other));
        return left.IsEmpty || right.IsEmpty ? one == other : left.Words == right.Words && left.Symbols == right.Symbols;
    }
}
