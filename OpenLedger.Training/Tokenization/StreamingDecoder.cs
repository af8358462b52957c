using OpenLedger.Training.Tokenization.Decoding;

namespace OpenLedger.Training.Tokenization;

/// <summary>
/// Makes text of tokens as they come. Half a character is never shown: it is held back until it is complete. All parts together are exactly
/// what <see cref="HubTokenizer.Decode(IEnumerable{int}, bool)"/> gives for all ids.
/// </summary>
public sealed class StreamingDecoder
{
    private readonly TokenDecoder _tokens;
    private readonly bool _skipSpecialTokens;
    private readonly TextCollector _text = new();
    private ITextSink _chain;

    internal StreamingDecoder(TokenDecoder tokens, bool skipSpecialTokens)
    {
        _tokens = tokens;
        _skipSpecialTokens = skipSpecialTokens;
        _chain = tokens.Start(_text);
    }

    /// <summary>Whether tokens were taken whose text has not been given yet.</summary>
    internal bool HoldsBack => _chain.HoldsBack;

    /// <summary>Takes the next token; gives the text that is certain now, which may be empty. An id that no token has adds nothing.</summary>
    public string Append(int id)
    {
        Push(id);
        return _text.Take();
    }

    /// <summary>Ends the text: gives what was held back, with U+FFFD where a character stayed incomplete. The decoder can be used anew after that.</summary>
    public string Flush()
    {
        _chain.End();
        _chain = _tokens.Start(_text);
        return _text.Take();
    }

    internal void Push(int id)
    {
        if (_tokens.StringOf(id) is { } token && !(_skipSpecialTokens && _tokens.IsSpecial(token)))
        {
            _chain.Accept(token, opens: true, closes: true);
        }
    }
}
