namespace OpenLedger.Training.Tokenization.Patterns;

/// <summary>Finds the fastest way to match a regular expression of a tokenizer file: a scanner written for it, a simple run, or the general engine.</summary>
internal static class PatternFactory
{
    // The expressions as they stand after JSON decoding. In C# strings "\\r" is the two characters that the file holds as an escape,
    // while DeepSeek-V3's file holds the line breaks themselves.
    private const string Llama =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private const string Qwen =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private const string Tekken =
        @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private const string DeepSeek =
        @"[!""#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private const string Gpt = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    /// <summary>The pattern of a regular expression; <paramref name="where"/> names file and field in messages.</summary>
    public static Pattern FromExpression(string source, string where)
    {
        // Line breaks may stand in a class as themselves or as escapes; they mean the same.
        switch (source.Replace("\r", @"\r", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal))
        {
            case Llama:
                return new LlamaScanner(mostDigits: 3);
            case Qwen:
                return new LlamaScanner(mostDigits: 1);
            case Tekken:
                return new TekkenScanner();
            case DeepSeek:
                return new DeepSeekScanner();
            case Gpt:
                return new GptScanner();
            default:
                var node = PatternParser.Parse(source, where);
                return RunPattern.TryCreate(node) ?? (Pattern)new ProgramPattern(node, source, where);
        }
    }

    /// <summary>The general engine for the expression, whatever it is: tests compare the scanners with it.</summary>
    public static Pattern General(string source) => new ProgramPattern(PatternParser.Parse(source, "test"), source, "test");
}
