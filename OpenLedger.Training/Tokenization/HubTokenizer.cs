using Microsoft.ML.Tokenizers;
using OpenLedger.Training.Tokenization.Decoding;
using OpenLedger.Training.Tokenization.Loading;

namespace OpenLedger.Training.Tokenization;

/// <summary>
/// The tokenizer of a model folder as the model hub has them: <c>tokenizer.json</c>, or <c>tokenizer.model</c> where that is all there is,
/// with what <c>tokenizer_config.json</c> adds. It gives the ids that the field's own library gives. It can be used by many threads at once.
/// </summary>
/// <remarks>
/// The members inherited from <see cref="Tokenizer"/> find the added tokens in a text but do not put any around it; chat templates
/// write those themselves. Use <see cref="Encode"/> to have them added.
/// </remarks>
public sealed partial class HubTokenizer : Tokenizer
{
    private readonly EncodingPipeline _pipeline;
    private readonly TokenDecoder _decoder;
    private readonly TokenTemplate _template;
    private readonly Dictionary<string, int> _addedIds;
    private readonly HashSet<int> _addedTokens;
    private readonly Merging.TokenTable _tokens;
    private readonly WorkspacePool _workspaces = new();

    private HubTokenizer(string source, TokenizerDefinition definition)
    {
        _pipeline = PipelineBuilder.Build(source, definition);
        _decoder = new TokenDecoder(definition.Tokens, definition.AddedTokens, definition.Decoder);
        _template = definition.Template;
        _tokens = definition.Tokens;
        _addedIds = definition.AddedTokens.GroupBy(token => token.Content).ToDictionary(group => group.Key, group => group.Last().Id);
        _addedTokens = [.. definition.AddedTokens.Select(token => token.Id)];
        NamedTokens = definition.NamedTokens;
    }

    /// <summary>The tokens that the files give a name: <c>bos_token</c>, <c>eos_token</c>, <c>unk_token</c>, <c>pad_token</c>, ... to the token's string.</summary>
    public IReadOnlyDictionary<string, string> NamedTokens { get; }

    /// <summary>The highest id of a token and one more. A model may have more rows than that.</summary>
    public int VocabularySize => _decoder.IdLimit;

    /// <summary>Reads the tokenizer of a model folder; null where it holds none.</summary>
    /// <exception cref="TrainingException">There is one, and it is broken or of a kind that is not supported.</exception>
    public static HubTokenizer? LoadIfPresent(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return TokenizerFolder.Holds(folder) ? Load(folder) : null;
    }

    /// <summary>Reads the tokenizer of a model folder.</summary>
    /// <exception cref="TrainingException">A file is missing, broken or of a kind that is not supported; the message names it.</exception>
    public static HubTokenizer Load(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return new HubTokenizer(folder, TokenizerFolder.Read(folder));
    }

    /// <summary>The ids of a text. A lone surrogate counts as U+FFFD.</summary>
    /// <param name="text">The text.</param>
    /// <param name="addSpecialTokens">Whether the tokenizer's own tokens are put around it (a beginning of sequence, say).</param>
    /// <param name="matchSpecialTokens">
    /// Whether the spelling of a special token in the text means that token. Switch it off for text that a stranger wrote: it becomes ordinary text then.
    /// </param>
    /// <exception cref="TrainingException">The text is too long, or the tokenizer's split rule explodes on it.</exception>
    public int[] Encode(string text, bool addSpecialTokens, bool matchSpecialTokens = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        var work = _workspaces.Take();
        _pipeline.Encode(text, EncodingOptions.Default with { MatchSpecialTokens = matchSpecialTokens }, tracks: false, work);
        var template = addSpecialTokens ? _template : TokenTemplate.Empty;
        int[] ids = template.Before.Count + template.Behind.Count == 0
            ? work.Output.Ids.ToArray()
            : [.. template.Before, .. work.Output.Ids, .. template.Behind];
        _workspaces.GiveBack(work);
        return ids;
    }

    /// <summary>The tokens of a text with the stretch of the text that each stands for. Tokens that are put around the text stand for nothing at its ends.</summary>
    /// <inheritdoc cref="Encode" path="/param"/>
    /// <inheritdoc cref="Encode" path="/exception"/>
    public TokenSpan[] EncodeWithOffsets(string text, bool addSpecialTokens, bool matchSpecialTokens = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        var template = addSpecialTokens ? _template : TokenTemplate.Empty;
        var spans = Spans(text, EncodingOptions.Default with { MatchSpecialTokens = matchSpecialTokens });
        return
        [
            .. template.Before.Select(id => new TokenSpan(id, 0, 0)),
            .. spans,
            .. template.Behind.Select(id => new TokenSpan(id, text.Length, text.Length)),
        ];
    }

    /// <summary>The text of tokens. Ids that no token has add nothing; bytes that make no character become U+FFFD.</summary>
    /// <param name="ids">The tokens.</param>
    /// <param name="skipSpecialTokens">Whether special tokens (a beginning or end of sequence, say) are left out.</param>
    public string Decode(IEnumerable<int> ids, bool skipSpecialTokens)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var decoder = new StreamingDecoder(_decoder, skipSpecialTokens);
        foreach (var id in ids)
        {
            decoder.Push(id);
        }

        return decoder.Flush();
    }

    /// <summary>A decoder that gives text as tokens come.</summary>
    public StreamingDecoder CreateStreamingDecoder(bool skipSpecialTokens) => new(_decoder, skipSpecialTokens);

    /// <summary>The id of a token by its string as the vocabulary spells it, or null.</summary>
    public int? IdOf(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return _addedIds.TryGetValue(token, out var added) ? added : _tokens.Find(token) is var id and >= 0 ? id : null;
    }

    /// <summary>Whether the token is one of the added ones, which are found in a text before anything is split: a mark rather than text.</summary>
    internal bool IsAddedToken(int id) => _addedTokens.Contains(id);

    /// <summary>The string of a token as the vocabulary spells it, or null where no token has this id.</summary>
    public string? TokenOf(int id) => _decoder.StringOf(id);

    private TokenSpan[] Spans(ReadOnlySpan<char> text, EncodingOptions options)
    {
        var work = _workspaces.Take();
        _pipeline.Encode(text, options, tracks: true, work);
        var spans = new TokenSpan[work.Output.Count];
        for (var i = 0; i < spans.Length; i++)
        {
            spans[i] = new TokenSpan(work.Output.Ids[i], work.Output.StartOf(i), work.Output.EndOf(i));
        }

        _workspaces.GiveBack(work);
        return spans;
    }
}
