using OpenLedger.Training.Chance;

namespace OpenLedger.Training.Tests.Tokenization;

public sealed class StreamingDecoderTests
{
    [Fact]
    public void Append_EmojiOverSeveralTokens_ShowsItOnlyWhenComplete()
    {
        var tokenizer = Vocabularies.Load("nano-llama");
        var ids = tokenizer.Encode("a😀", addSpecialTokens: false);
        var decoder = tokenizer.CreateStreamingDecoder(skipSpecialTokens: false);
        var parts = ids.Select(decoder.Append).ToArray();
        Assert.Equal("a", parts[0]);
        Assert.All(parts[1..^1], part => Assert.Equal(string.Empty, part));
        Assert.Equal("😀", parts[^1]);
        Assert.Equal(string.Empty, decoder.Flush());
    }

    [Fact]
    public void Append_BytesOfSentencePiece_ShowsThemWhenTheRunEnds()
    {
        var tokenizer = Vocabularies.Load("nano-mistral");
        var decoder = tokenizer.CreateStreamingDecoder(skipSpecialTokens: false);
        var ids = tokenizer.Encode("😀x", addSpecialTokens: false);
        Assert.Equal("😀x", string.Concat(ids.Select(decoder.Append)));
    }

    [Fact]
    public void Flush_HalfACharacter_GivesAReplacementAndStartsAnew()
    {
        var tokenizer = Vocabularies.Load("nano-llama");
        var decoder = tokenizer.CreateStreamingDecoder(skipSpecialTokens: false);
        Assert.Equal(string.Empty, decoder.Append(tokenizer.Encode("😀", addSpecialTokens: false)[0]));
        Assert.Equal("\uFFFD", decoder.Flush());
        Assert.Equal("x", decoder.Append(tokenizer.IdOf("x")!.Value));
    }

    [Theory]
    [MemberData(nameof(Vocabularies.Own), MemberType = typeof(Vocabularies))]
    public void Append_RandomIds_GivesWhatDecodeGives(string name)
    {
        var tokenizer = Vocabularies.Load(name);
        var random = SeededRandom.For(1, name);
        for (var round = 0; round < 300; round++)
        {
            // Bytes come more often than the rest, so that broken and complete characters both occur.
            var ids = Enumerable.Range(0, random.Next(40)).Select(_ => random.Next(random.Next(2) == 0 ? 260 : tokenizer.VocabularySize + 5)).ToArray();
            foreach (var skip in (bool[])[false, true])
            {
                var decoder = tokenizer.CreateStreamingDecoder(skip);
                Assert.Equal(tokenizer.Decode(ids, skip), string.Concat(ids.Select(decoder.Append)) + decoder.Flush());
            }
        }
    }
}
