using OpenLedger.Training.Tokenization.AddedTokens;
using OpenLedger.Training.Tokenization.Merging;

namespace OpenLedger.Training.Tokenization.Loading;

/// <summary>Reads a tokenizer.json (schema 1.0 of Hugging Face tokenizers) with a BPE model.</summary>
internal static class TokenizerJsonReader
{
    public static TokenizerDefinition Read(string file, byte[] bytes)
    {
        var sections = new JsonSections(file, bytes);
        if (sections.Part("version") is { } version && version.AsText() != "1.0")
        {
            throw version.Refuse("only version \"1.0\" is supported.");
        }

        CheckModel(sections);
        var reader = new VocabularyReader(file);
        var tokens = reader.ReadTokens(sections.Raw("model.vocab"));
        return new TokenizerDefinition
        {
            Tokens = tokens,
            Merges = reader.ReadMerges(sections.Raw("model.merges"), tokens),
            Unknown = new UnknownRule(Text(sections, "model.unk_token"), Flag(sections, "model.fuse_unk"), Flag(sections, "model.byte_fallback")),
            WholePieceFirst = Flag(sections, "model.ignore_merges"),
            AddedTokens = ReadAddedTokens(sections.Part("added_tokens"), tokens),
            Normalizer = NormalizerReader.Read(sections.Part("normalizer")),
            Splitting = SplitRulesReader.Read(sections.Part("pre_tokenizer")),
            Decoder = DecoderReader.Read(sections.Part("decoder")),
            Template = TemplateReader.Read(sections.Part("post_processor")),
        };
    }

    /// <summary>The token as the file describes it; a string that is in the vocabulary keeps the id it has there.</summary>
    public static AddedToken ReadAddedToken(JsonPart part, int id, TokenTable tokens)
    {
        var content = part.Text("content");
        var special = part.Flag("special", false);
        return new AddedToken(tokens.Find(content) is var known and >= 0 ? known : id, content)
        {
            SingleWord = part.Flag("single_word", false),
            LeftStrip = part.Flag("lstrip", false),
            RightStrip = part.Flag("rstrip", false),
            Normalized = part.Flag("normalized", !special),
            Special = special,
        };
    }

    private static List<AddedToken> ReadAddedTokens(JsonPart? part, TokenTable tokens)
    {
        var added = new List<AddedToken>();
        foreach (var item in part?.Items() ?? [])
        {
            var id = item.Required("id").AsNumber(TokenTable.MostTokens - 1);
            added.Add(ReadAddedToken(item, id, tokens));
        }

        return added;
    }

    private static void CheckModel(JsonSections sections)
    {
        var type = Text(sections, "model.type");
        if (type is not (null or "BPE"))
        {
            throw new TrainingException($"{sections.File}, model: the model \"{type}\" is not supported. Supported: BPE. Use a model whose tokenizer is of that kind.");
        }

        if (sections.Part("model.dropout") is { } dropout && dropout.Element.ValueKind == System.Text.Json.JsonValueKind.Number && dropout.Element.GetDouble() != 0)
        {
            throw dropout.Refuse("a tokenizer that drops merges by chance (BPE dropout) is not supported. Set it to null.");
        }

        foreach (var name in (string[])["model.continuing_subword_prefix", "model.end_of_word_suffix"])
        {
            if (!string.IsNullOrEmpty(Text(sections, name)))
            {
                throw new TrainingException($"{sections.File}, {name}: only an empty one is supported.");
            }
        }
    }

    private static string? Text(JsonSections sections, string name) => sections.Part(name)?.AsText();

    private static bool Flag(JsonSections sections, string name) => sections.Part(name)?.AsFlag() ?? false;
}
