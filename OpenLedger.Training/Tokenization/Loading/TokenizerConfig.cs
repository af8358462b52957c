using System.Globalization;
using System.Text.Json;
using OpenLedger.Training.Tokenization.AddedTokens;
using OpenLedger.Training.Tokenization.Merging;

namespace OpenLedger.Training.Tokenization.Loading;

/// <summary>
/// What tokenizer_config.json adds to a tokenizer: named tokens, added tokens that the tokenizer file lacks, and for the Llama classes
/// which tokens are put around a text.
/// </summary>
internal sealed class TokenizerConfig
{
    private static readonly string[] TokenNames = ["bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"];

    private readonly JsonPart _root;

    private TokenizerConfig(JsonPart root) => _root = root;

    /// <summary>Whether "legacy" is switched off: a space is put before the text only, not behind every added token.</summary>
    public bool IsLegacy => _root.Flag("legacy", true);

    /// <summary>Whether the tokenizer is of a class that ignores the template of its file and makes its own.</summary>
    public bool IsLlamaClass => _root.Optional("tokenizer_class") is { IsText: true } name && name.AsText() is "LlamaTokenizer" or "LlamaTokenizerFast";

    public static TokenizerConfig Parse(string file, byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 64 });
        var root = new JsonPart(file, string.Empty, document.RootElement.Clone());
        return root.IsObject ? new TokenizerConfig(root) : throw root.Refuse("a JSON object is expected.");
    }

    /// <summary>The definition with what this file says about it.</summary>
    public TokenizerDefinition ApplyTo(TokenizerDefinition definition)
    {
        var named = ReadNamedTokens(definition.Tokens);
        var added = MergeTokens(definition);
        return definition with
        {
            NamedTokens = named,
            AddedTokens = added,
            Template = IsLlamaClass ? LlamaTemplate(named, added, definition.Tokens) : definition.Template,
        };
    }

    private Dictionary<string, string> ReadNamedTokens(TokenTable tokens)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in TokenNames)
        {
            if (_root.Optional(name) is { } token)
            {
                named[name] = Content(token);
            }
        }

        // What the Llama classes take where the file says nothing at all.
        foreach (var (name, token) in (ReadOnlySpan<(string, string)>)[("bos_token", "<s>"), ("eos_token", "</s>"), ("unk_token", "<unk>")])
        {
            if (IsLlamaClass && !_root.Element.TryGetProperty(name, out _) && tokens.Find(token) >= 0)
            {
                named[name] = token;
            }
        }

        return named;
    }

    private static string Content(JsonPart token) => token.IsText ? token.AsText() : token.Text("content");

    private List<AddedToken> MergeTokens(TokenizerDefinition definition)
    {
        var added = new AddedTokenList(definition.AddedTokens);
        if (_root.Optional("added_tokens_decoder") is { } decoder)
        {
            foreach (var (name, token) in decoder.Properties())
            {
                var isNumber = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id);
                if (!isNumber || id >= TokenTable.MostTokens)
                {
                    throw token.Refuse("the name of an entry has to be the id of a token.");
                }

                added.Put(TokenizerJsonReader.ReadAddedToken(token, id, definition.Tokens));
            }
        }

        foreach (var token in SpecialTokens())
        {
            // A token that stands only by name has to be known already; one that comes with rules brings them along.
            var known = added.Find(Content(token));
            var id = known?.Id ?? definition.Tokens.Find(Content(token));
            if (id >= 0 && !(known is not null && token.IsText))
            {
                added.Put(token.IsText
                    ? new AddedToken(id, token.AsText()) { Special = true }
                    : TokenizerJsonReader.ReadAddedToken(token, id, definition.Tokens) with { Special = true });
            }
        }

        return added.Tokens;
    }

    private IEnumerable<JsonPart> SpecialTokens()
    {
        foreach (var name in TokenNames)
        {
            if (_root.Optional(name) is { } token)
            {
                yield return token;
            }
        }

        if (_root.Optional("additional_special_tokens") is { } more && more.Element.ValueKind == JsonValueKind.Array)
        {
            foreach (var token in more.Items())
            {
                yield return token;
            }
        }
    }

    private TokenTemplate LlamaTemplate(Dictionary<string, string> named, List<AddedToken> added, TokenTable tokens)
    {
        IReadOnlyList<int> Token(string flag, bool otherwise, string name)
        {
            if (!_root.Flag(flag, otherwise))
            {
                return [];
            }

            if (!named.TryGetValue(name, out var token))
            {
                throw _root.Refuse($"\"{flag}\" is set, but there is no \"{name}\".");
            }

            var id = added.Find(other => other.Content == token)?.Id ?? tokens.Find(token);
            return id >= 0 ? [id] : throw _root.Refuse($"the {name} \"{token}\" is not in the vocabulary.");
        }

        return new TokenTemplate(Token("add_bos_token", true, "bos_token"), Token("add_eos_token", false, "eos_token"));
    }
}
