using OpenLedger.Training.Tokenization.Characters;
using OpenLedger.Training.Tokenization.Merging;

namespace OpenLedger.Training.Tokenization.Decoding;

/// <summary>From ids to token strings, and what chain of steps makes text of them.</summary>
internal sealed class TokenDecoder
{
    private readonly TokenTable _tokens;
    private readonly Dictionary<int, string> _added;
    private readonly HashSet<string> _special;
    private readonly IReadOnlyList<DecoderStep> _steps;
    private readonly string?[] _strings;

    public TokenDecoder(TokenTable tokens, IReadOnlyList<AddedTokens.AddedToken> added, IReadOnlyList<DecoderStep> steps)
    {
        _tokens = tokens;
        _steps = steps;
        _added = added.GroupBy(token => token.Id).ToDictionary(group => group.Key, group => group.Last().Content);
        _special = [.. added.Where(token => token.Special).Select(token => token.Content)];
        IdLimit = Math.Max(tokens.IdLimit, added.Count == 0 ? 0 : added.Max(token => token.Id) + 1);
        _strings = new string?[IdLimit];
    }

    /// <summary>The highest id and one more.</summary>
    public int IdLimit { get; }

    /// <summary>The string of a token, or null where nothing has this id.</summary>
    public string? StringOf(int id)
    {
        if ((uint)id >= (uint)_strings.Length)
        {
            return null;
        }

        return _strings[id] ??= _added.TryGetValue(id, out var content) ? content : _tokens.Contains(id) ? Utf8.Text(_tokens.TextOf(id)) : null;
    }

    public bool IsSpecial(string token) => _special.Contains(token);

    /// <summary>A fresh chain that ends in the collector.</summary>
    public ITextSink Start(TextCollector collector)
    {
        ITextSink chain = collector;
        for (var i = _steps.Count - 1; i >= 0; i--)
        {
            chain = _steps[i].Start(chain);
        }

        return chain;
    }
}
