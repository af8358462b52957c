using System.Buffers;
using Microsoft.ML.Tokenizers;

namespace OpenLedger.Training.Tests.Tokenization;

/// <summary>The tokenizer as other .NET code sees it: as a Tokenizer of Microsoft.ML.Tokenizers.</summary>
public sealed class TokenizerLibraryTests
{
    private const string Text = "The café costs 12 € — 😀!";

    [Theory]
    [MemberData(nameof(Vocabularies.Own), MemberType = typeof(Vocabularies))]
    public void Tokenizer_EncodeCountAndDecode_AgreeWithOurs(string name)
    {
        var ours = Vocabularies.Load(name);
        Tokenizer tokenizer = ours;
        var ids = ours.Encode(Text, addSpecialTokens: false);
        Assert.Equal(ids, tokenizer.EncodeToIds(Text));
        Assert.Equal(ids, tokenizer.EncodeToIds(Text.AsSpan()));
        Assert.Equal(ids.Length, tokenizer.CountTokens(Text));
        Assert.Equal(Text, tokenizer.Decode(ids));
        var tokens = tokenizer.EncodeToTokens(Text, out _);
        Assert.Equal(ids, tokens.Select(token => token.Id));
        Assert.All(tokens, token => Assert.Equal(ours.IdOf(token.Value), token.Id));
        Assert.Equal(Text.Length, tokens[^1].Offset.End.Value);
    }

    [Fact]
    public void Tokenizer_AtMostSoManyTokens_StopsThere()
    {
        var ours = Vocabularies.Load("nano-llama");
        Tokenizer tokenizer = ours;
        var spans = ours.EncodeWithOffsets(Text, addSpecialTokens: false);
        var first = tokenizer.EncodeToIds(Text, 3, out _, out var consumed);
        Assert.Equal(spans[..3].Select(span => span.Id), first);
        Assert.Equal(spans[2].End, consumed);
        Assert.Equal(spans[2].End, tokenizer.GetIndexByTokenCount(Text, 3, out _, out var count));
        Assert.Equal(3, count);
        Assert.Equal(spans[^2].Start, tokenizer.GetIndexByTokenCountFromEnd(Text, 2, out _, out count));
        Assert.Equal(2, count);
        Assert.Equal(0, tokenizer.GetIndexByTokenCountFromEnd(Text, 1_000, out _, out count));
        Assert.Equal(spans.Length, count);
    }

    [Theory]
    [MemberData(nameof(Vocabularies.Own), MemberType = typeof(Vocabularies))]
    public void Decode_IntoSmallBuffer_GivesWholeCharactersAndSaysHowFarItCame(string name)
    {
        Tokenizer tokenizer = Vocabularies.Load(name);
        var ids = tokenizer.EncodeToIds(Text);
        for (var size = 0; size <= Text.Length; size++)
        {
            var buffer = new char[size];
            var status = tokenizer.Decode(ids, buffer, out var consumed, out var written);
            Assert.Equal(size < Text.Length ? OperationStatus.DestinationTooSmall : OperationStatus.Done, status);
            Assert.Equal(Text[..written], new string(buffer, 0, written));
            Assert.Equal(tokenizer.Decode(ids.Take(consumed)), Text[..written]);
        }
    }

    [Fact]
    public void Decode_HalfACharacterAtTheEnd_AsksForMore()
    {
        Tokenizer tokenizer = Vocabularies.Load("nano-llama");
        var ids = tokenizer.EncodeToIds("a😀");
        Assert.Equal(OperationStatus.NeedMoreData, tokenizer.Decode(ids.SkipLast(1), new char[10], out var consumed, out var written));
        Assert.Equal((1, 1), (consumed, written));
    }

    [Fact]
    public void Tokenizer_ManyThreads_GiveTheSameIds()
    {
        var tokenizer = Vocabularies.Load("nano-qwen");
        var texts = Vocabularies.Texts("nano-qwen").ToArray();
        var expected = texts.Select(text => tokenizer.Encode(text, addSpecialTokens: true)).ToArray();
        Parallel.For(0, 16, _ =>
        {
            for (var i = 0; i < texts.Length; i++)
            {
                Assert.Equal(expected[i], tokenizer.Encode(texts[i], addSpecialTokens: true));
            }
        });
    }
}
