using System.Text.Json;

namespace OpenLedger.Training.Tests.Tokenization;

/// <summary>Every text and every list of ids of the reference results, for all thirteen vocabularies.</summary>
public sealed class TokenizerGoldenTests
{
    // Canonical ordering of U+1715 and U+1ABB: both got a combining class in Unicode 14. .NET knows that, the reference's tables are older.
    // So .NET puts U+1715 (class 9) before U+1ABB (class 230) and the reference leaves them as they stand.
    private const string OlderOrder = "\u1ABB\u1715";
    private const string NewerOrder = "\u1715\u1ABB";

    [Theory]
    [MemberData(nameof(Vocabularies.All), MemberType = typeof(Vocabularies))]
    public void Encode_ReferenceTexts_GivesReferenceIds(string name)
    {
        var tokenizer = Vocabularies.Load(name);
        foreach (var entry in Entries(name))
        {
            var text = entry.Text("text");
            var plain = tokenizer.Encode(text, addSpecialTokens: false);
            if (name == "nano-qwen" && text.Contains(OlderOrder, StringComparison.Ordinal))
            {
                var reference = tokenizer.Decode(entry.Ids("ids"), skipSpecialTokens: false);
                Assert.Equal(reference.Replace(OlderOrder, NewerOrder, StringComparison.Ordinal), tokenizer.Decode(plain, skipSpecialTokens: false));
                continue;
            }

            Assert.Equal(entry.Ids("ids"), plain);
            Assert.Equal(entry.Ids("ids_with_specials"), tokenizer.Encode(text, addSpecialTokens: true));
        }
    }

    [Theory]
    [MemberData(nameof(Vocabularies.All), MemberType = typeof(Vocabularies))]
    public void Decode_ReferenceIds_GivesReferenceText(string name)
    {
        var tokenizer = Vocabularies.Load(name);
        foreach (var entry in Entries(name))
        {
            Assert.Equal(entry.Text("decoded"), tokenizer.Decode(entry.Ids("ids"), skipSpecialTokens: false));
            Assert.Equal(entry.Text("decoded_skip_special"), tokenizer.Decode(entry.Ids("ids_with_specials"), skipSpecialTokens: true));
        }
    }

    [Theory]
    [MemberData(nameof(Vocabularies.All), MemberType = typeof(Vocabularies))]
    public void Decode_AnyIds_GivesReferenceText(string name)
    {
        var tokenizer = Vocabularies.Load(name);
        foreach (var entry in AnyIds(name))
        {
            Assert.Equal(entry.Text("decoded"), tokenizer.Decode(entry.Ids("ids"), skipSpecialTokens: false));
            Assert.Equal(entry.Text("decoded_skip_special"), tokenizer.Decode(entry.Ids("ids"), skipSpecialTokens: true));
        }
    }

    [Theory]
    [MemberData(nameof(Vocabularies.All), MemberType = typeof(Vocabularies))]
    public void StreamingDecoder_AllReferences_GivesTheSameTextWithoutHalfCharacters(string name)
    {
        var tokenizer = Vocabularies.Load(name);
        var lists = Entries(name).Select(entry => entry.Ids("ids_with_specials")).Concat(AnyIds(name).Select(entry => entry.Ids("ids")));
        foreach (var ids in lists)
        {
            foreach (var skip in (bool[])[false, true])
            {
                var decoder = tokenizer.CreateStreamingDecoder(skip);
                string[] parts = [.. ids.Select(decoder.Append), decoder.Flush()];
                Assert.Equal(tokenizer.Decode(ids, skip), string.Concat(parts));
                Assert.DoesNotContain(parts, part => part.Length > 0 && (char.IsLowSurrogate(part[0]) || char.IsHighSurrogate(part[^1])));
            }
        }
    }

    private static JsonElement.ArrayEnumerator Entries(string name) => Vocabularies.Golden(name).GetProperty("encode").EnumerateArray();

    private static JsonElement.ArrayEnumerator AnyIds(string name) => Vocabularies.Golden(name).GetProperty("decode_any_ids").EnumerateArray();
}
