using System.Diagnostics;
using System.Text;
using OpenLedger.Training.Chance;
using OpenLedger.Training.Tokenization.Patterns;

namespace OpenLedger.Training.Tests.Tokenization;

/// <summary>The scanners of the model families are the general engine, only faster; the general engine ends.</summary>
public sealed class PatternTests
{
    private const string Spaces = @"|\s*[\r\n]+|\s+(?!\S)|\s+";

    public static TheoryData<string> Families { get; } =
    [
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*" + Spaces,
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*" + Spaces,
        @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+",
        @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*" + Spaces,
        @"[!""#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*" + Spaces,
        @"\s+$",
        @"\s?\p{L}+",
        @"\s?[\s!]+",
        @"\p{N}{1,3}",
        @"[\r\n]",
    ];

    [Theory]
    [MemberData(nameof(Families))]
    public void Find_ScannerOfAFamily_FindsWhatTheGeneralEngineFinds(string expression)
    {
        var scanner = PatternFactory.FromExpression(expression, "test");
        var general = PatternFactory.General(expression);
        Assert.IsNotType<ProgramPattern>(scanner);
        var texts = new RandomTexts(SeededRandom.For(3, expression));
        for (var i = 0; i < (LongRun.Chosen ? 20_000 : 1_000); i++)
        {
            var text = texts.Next();
            Assert.Equal(All(general, text), All(scanner, text));
        }
    }

    [Theory]
    [InlineData("a{2,3}?", "aaaa", "0-2 2-4")]
    [InlineData("(?:ab|a)(?:bc|c)", "abc abbc", "0-3 4-8")]
    [InlineData("(?>ab|a)bc", "abc abbc", "4-8")]
    [InlineData("a{,2}", "aaa", "0-2 2-3")]
    [InlineData("a{x}", "a{x}", "0-4")]
    [InlineData("[a-c&&[^b]]+", "abca", "0-1 2-4")]
    [InlineData("[]a]+", "a]b", "0-2")]
    [InlineData("(?i)K", "kK\u212A", "0-1 1-2 2-5")]
    [InlineData("a(?i)b|c", "aBC ac", "0-2 4-6")]
    [InlineData("(?<!a)b", "ab b", "3-4")]
    [InlineData(@"\x{1F600}+", "😀😀", "0-8")]
    [InlineData(@"\u00e9", "é", "0-2")]
    [InlineData("(?m:.)", "\n", "0-1")]
    [InlineData(".", "\n", "")]
    [InlineData("b*", "abb", "0-0 1-3")]
    [InlineData(@"\h+", "xFf0g", "1-4")]
    public void Find_SmallExpressions_MeanWhatTheyMeanInOniguruma(string expression, string text, string matches) =>
        Assert.Equal(matches, string.Join(' ', All(PatternFactory.FromExpression(expression, "test"), text).Select(match => $"{match.Start}-{match.Stop}")));

    [Theory]
    [InlineData("(a")]
    [InlineData("a)")]
    [InlineData("[a")]
    [InlineData("*a")]
    [InlineData("(a*)*")]
    [InlineData(@"(a)\1")]
    [InlineData(@"\p{Klingon}")]
    [InlineData(@"\p{L")]
    [InlineData("[[:alpha:]]")]
    [InlineData("(?<=ab)c")]
    [InlineData("[z-a]")]
    [InlineData("(?P<n>a)")]
    [InlineData("a{5000}")]
    [InlineData(@"\")]
    [InlineData("(?:(?:(?:a{900}){900}){900})")]
    public void FromExpression_NotUnderstood_IsRefusedByName(string expression)
    {
        var exception = Assert.Throws<TrainingException>(() => PatternFactory.FromExpression(expression, "tokenizer.json, pre_tokenizer"));
        Assert.StartsWith("tokenizer.json, pre_tokenizer:", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromExpression_NestedWithoutEnd_IsRefused() =>
        Assert.Throws<TrainingException>(() => PatternFactory.FromExpression(new string('(', 50_000), "test"));

    [Theory]
    [InlineData("(?:a|aa)+$")]
    [InlineData("(?:a+)+b")]
    [InlineData("(?:.*)(?:.*)(?:.*)(?:.*)x")]
    public void Find_ExpressionThatExplodes_EndsWithAMessage(string expression)
    {
        var pattern = PatternFactory.FromExpression(expression, "test");
        var watch = Stopwatch.StartNew();
        var exception = Assert.Throws<TrainingException>(() => All(pattern, new string('a', 3_000) + "!"));
        Assert.Contains(expression, exception.Message, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"took {watch.Elapsed}");
    }

    private static List<(int Start, int Stop)> All(Pattern pattern, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var state = new PatternState();
        state.Begin(bytes.Length);
        var matches = new List<(int, int)>();
        foreach (var match in new Matches(pattern, bytes, state))
        {
            matches.Add(match);
        }

        return matches;
    }
}
