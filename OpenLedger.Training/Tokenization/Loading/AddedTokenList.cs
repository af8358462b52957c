using OpenLedger.Training.Tokenization.AddedTokens;

namespace OpenLedger.Training.Tokenization.Loading;

/// <summary>Added tokens of several files: a later description of the same string replaces the earlier one, which keeps its id.</summary>
internal sealed class AddedTokenList
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public AddedTokenList(IEnumerable<AddedToken> tokens)
    {
        foreach (var token in tokens)
        {
            Put(token);
        }
    }

    public List<AddedToken> Tokens { get; } = [];

    public AddedToken? Find(string content) => _places.TryGetValue(content, out var place) ? Tokens[place] : null;

    public void Put(AddedToken token)
    {
        if (_places.TryGetValue(token.Content, out var place))
        {
            Tokens[place] = token with { Id = Tokens[place].Id };
            return;
        }

        _places[token.Content] = Tokens.Count;
        Tokens.Add(token);
    }
}
