using OpenLedger.Training.Tokenization;

namespace OpenLedger.Training.Tests.Tokenization;

/// <summary>Where tokens lie in the text.</summary>
public sealed class TokenizerOffsetTests
{
    [Theory]
    [MemberData(nameof(Vocabularies.All), MemberType = typeof(Vocabularies))]
    public void EncodeWithOffsets_ReferenceTexts_GivesTheSameIdsInOrderWithinTheText(string name)
    {
        var tokenizer = Vocabularies.Load(name);
        foreach (var text in Vocabularies.Texts(name))
        {
            foreach (var special in (bool[])[false, true])
            {
                var spans = tokenizer.EncodeWithOffsets(text, special);
                Assert.Equal(tokenizer.Encode(text, special), spans.Select(span => span.Id));
                var (start, end) = (0, 0);
                foreach (var span in spans)
                {
                    Assert.InRange(span.Start, start, text.Length);
                    Assert.InRange(span.End, Math.Max(span.Start, end), text.Length);
                    (start, end) = (span.Start, span.End);
                }
            }
        }
    }

    [Theory]
    [InlineData("llama3")]
    [InlineData("nano-deepseek")]
    [InlineData("minimind")]
    [InlineData("deepseek-coder")]
    [InlineData("llama2")]
    [InlineData("mistral-7b-v0.3")]
    public void EncodeWithOffsets_TextThatIsNotNormalized_IsCoveredWithoutGaps(string name)
    {
        var tokenizer = Vocabularies.Load(name);
        foreach (var text in Vocabularies.Texts(name))
        {
            var covered = 0;
            foreach (var span in tokenizer.EncodeWithOffsets(text, addSpecialTokens: false))
            {
                // A token that begins inside a character shares it with the token before it.
                Assert.InRange(span.Start, 0, covered);
                covered = Math.Max(covered, span.End);
            }

            Assert.Equal(text.Length, covered);
        }
    }

    [Theory]
    [InlineData("llama3")]
    [InlineData("minimind")]
    [InlineData("nano-llama")]
    public void EncodeWithOffsets_ByteLevelText_StartsAtTheCharacterOfTheFirstByte(string name)
    {
        var tokenizer = Vocabularies.Load(name);
        foreach (var text in Vocabularies.Texts(name))
        {
            // Where each token's first byte lies follows from the lengths of the tokens before it.
            var characters = CharacterOfEachByte(text);
            var at = 0;
            foreach (var span in tokenizer.EncodeWithOffsets(text, addSpecialTokens: false, matchSpecialTokens: false))
            {
                var length = ByteLength(tokenizer, span.Id);
                Assert.Equal(characters[at], span.Start);
                Assert.Equal(at + length < characters.Length ? characters[at + length - 1] : text.Length, at + length < characters.Length ? CharacterBefore(text, span.End) : span.End);
                at += length;
            }

            Assert.Equal(characters.Length, at);
        }
    }

    [Fact]
    public void EncodeWithOffsets_EmojiInSeveralTokens_GivesEachTheWholePair()
    {
        var spans = Vocabularies.Load("nano-llama").EncodeWithOffsets("a😀b", addSpecialTokens: false);
        Assert.Equal((0, 1), (spans[0].Start, spans[0].End));
        Assert.All(spans[1..^1], span => Assert.Equal((1, 3), (span.Start, span.End)));
        Assert.Equal((3, 4), (spans[^1].Start, spans[^1].End));
    }

    [Fact]
    public void EncodeWithOffsets_ComposedByNormalization_CoversWhatItWasMadeOf()
    {
        const string Text = "xA\u0308y e\u0327\u0301z";
        var tokenizer = Vocabularies.Load("nano-qwen");
        var spans = tokenizer.EncodeWithOffsets(Text, addSpecialTokens: false);
        Assert.Equal(tokenizer.Encode(Text.Normalize(), addSpecialTokens: false), spans.Select(span => span.Id));
        Assert.Contains(spans, span => span is { Start: 1, End: 3 });
        Assert.Contains(spans, span => span.Start == 3);
        Assert.Contains(spans, span => span.Start == Text.IndexOf('e', StringComparison.Ordinal));
        Assert.Equal(Text.Length, spans[^1].End);
    }

    [Fact]
    public void EncodeWithOffsets_SpaceThatTheTokenizerPutsIn_TakesNoPlaceInTheText()
    {
        var spans = Vocabularies.Load("llama2").EncodeWithOffsets("Hi  there\n", addSpecialTokens: true);
        Assert.Equal(new TokenSpan(1, 0, 0), spans[0]);
        Assert.Equal((0, 2), (spans[1].Start, spans[1].End));
        Assert.Equal((2, 3), (spans[2].Start, spans[2].End));
        Assert.Equal((3, 9), (spans[3].Start, spans[3].End));
        Assert.Equal((9, 10), (spans[4].Start, spans[4].End));
    }

    [Fact]
    public void EncodeWithOffsets_TokenThatTakesSpacesAlong_CoversThem()
    {
        var tokenizer = Vocabularies.Load("phi3");
        var spans = tokenizer.EncodeWithOffsets("a<|assistant|>  \n x", addSpecialTokens: false);
        var token = Assert.Single(spans, span => span.Id == tokenizer.IdOf("<|assistant|>"));
        Assert.Equal((1, 18), (token.Start, token.End));
    }

    [Fact]
    public void EncodeWithOffsets_LoneSurrogate_CountsAsOneCharacter()
    {
        var tokenizer = Vocabularies.Load("nano-llama");
        var spans = tokenizer.EncodeWithOffsets("a\uD800b\uDC00", addSpecialTokens: false);
        Assert.Equal(tokenizer.Encode("a\uFFFDb\uFFFD", addSpecialTokens: false), spans.Select(span => span.Id));
        Assert.Equal(4, spans[^1].End);
    }

    private static int[] CharacterOfEachByte(string text)
    {
        var characters = new List<int>();
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            characters.AddRange(Enumerable.Repeat(at, rune.Utf8SequenceLength));
            at += rune.Utf16SequenceLength;
        }

        return [.. characters];
    }

    private static int CharacterBefore(string text, int end) => end > 1 && char.IsLowSurrogate(text[end - 1]) ? end - 2 : end - 1;

    private static int ByteLength(HubTokenizer tokenizer, int id)
    {
        // One character of the byte alphabet is one byte; a lossless way to count is the vocabulary's own spelling.
        var token = tokenizer.TokenOf(id)!;
        return token.Length;
    }
}
