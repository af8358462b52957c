namespace OpenLedger.Training.Chat.Jinja.Syntax;

/// <summary>
/// Builds statements and expressions from tokens, with the grammar of Jinja 3.1. This part holds what both share: the place in the tokens,
/// how deep we are, and the names that macros mention.
/// </summary>
internal sealed partial class JinjaParser
{
    private static readonly string[] MacroExtras = [Macro.Caller, Macro.MorePositional, Macro.MoreNamed];

    private readonly List<JinjaToken> _tokens;
    private readonly List<HashSet<string>> _mentions = [];
    private int _position;
    private int _depth;
    private int _loops;

    private JinjaParser(List<JinjaToken> tokens) => _tokens = tokens;

    /// <summary>Whether a generation block was seen.</summary>
    public bool HasGeneration { get; private set; }

    private JinjaToken Current => _tokens[_position];

    private JinjaToken Following => _tokens[Math.Min(_position + 1, _tokens.Count - 1)];

    /// <summary>Parses a whole template.</summary>
    public static (Block Body, bool HasGeneration) Parse(string source)
    {
        var parser = new JinjaParser(JinjaLexer.Tokenize(source));
        var body = parser.ParseBody(parser.Current, []);
        return (body, parser.HasGeneration);
    }

    private JinjaToken Take()
    {
        var token = Current;
        _position = Math.Min(_position + 1, _tokens.Count - 1);
        return token;
    }

    private bool Skip(string sign)
    {
        var there = Current.IsOperator(sign);
        if (there)
        {
            Take();
        }

        return there;
    }

    private bool SkipName(string name)
    {
        var there = Current.IsName(name);
        if (there)
        {
            Take();
        }

        return there;
    }

    private void Expect(string sign)
    {
        if (!Skip(sign))
        {
            throw Unexpected($"'{sign}'");
        }
    }

    private JinjaToken Expect(TokenKind kind, string what) => Current.Kind == kind ? Take() : throw Unexpected(what);

    private string ExpectName() => Expect(TokenKind.Name, "a name").Text;

    private JinjaFault Unexpected(string expected) => new($"expected {expected}, found {Current.Description}", Current.Line);

    private void Enter()
    {
        if (++_depth > JinjaLimits.SourceDepth)
        {
            throw new JinjaFault($"the template nests deeper than {JinjaLimits.SourceDepth} levels", Current.Line);
        }
    }

    private void Leave() => _depth--;

    private void Mention(string name)
    {
        if (MacroExtras.Contains(name))
        {
            _mentions.ForEach(names => names.Add(name));
        }
    }
}
