using OpenLedger.Training.Tokenization.Characters;

namespace OpenLedger.Training.Tokenization.Patterns;

/// <summary>
/// Reads a regular expression in the dialect of tokenizer files (Oniguruma): Unicode classes, line anchors at every line break,
/// possessive <c>?+ *+ ++</c>, <c>\h</c> for a hexadecimal digit. What is not understood is refused by name.
/// </summary>
internal sealed class PatternParser
{
    private const int DeepestNesting = 50;
    private const int LongestSource = 5_000;
    private const int MostRepeats = 1_000;

    private readonly string _where;
    private readonly PatternReader _reader;
    private int _depth;

    private PatternParser(string source, string where)
    {
        _where = where;
        _reader = new PatternReader(source, where);
    }

    /// <summary>Parses the expression; <paramref name="where"/> names file and field in messages.</summary>
    public static PatternNode Parse(string source, string where)
    {
        if (source.Length > LongestSource)
        {
            throw new TrainingException($"{where}: a regular expression of {source.Length} characters is longer than the {LongestSource} that are allowed.");
        }

        var parser = new PatternParser(source, where);
        var node = parser.ParseChoice(new PatternFlags(false, false));
        return parser._reader.AtEnd ? node : throw parser._reader.Refuse("a closing parenthesis without its opening one");
    }

    private PatternNode ParseChoice(PatternFlags flags)
    {
        if (++_depth > DeepestNesting)
        {
            throw _reader.Refuse($"more than {DeepestNesting} groups inside each other");
        }

        var alternatives = new List<PatternNode> { ParseSequence(ref flags) };
        while (_reader.Take('|'))
        {
            alternatives.Add(ParseSequence(ref flags));
        }

        _depth--;
        return alternatives.Count == 1 ? alternatives[0] : new ChoiceNode(alternatives);
    }

    private SequenceNode ParseSequence(ref PatternFlags flags)
    {
        var parts = new List<PatternNode>();
        while (!_reader.AtEnd && _reader.Peek is not ('|' or ')'))
        {
            if (_reader.TakeFlags(ref flags))
            {
                // An option without a body of its own rules over the rest of its group, the other alternatives included.
                parts.Add(ParseChoice(flags));
                break;
            }

            parts.Add(ParseQuantifiers(ParseAtom(flags)));
        }

        return new SequenceNode(parts);
    }

    private PatternNode ParseQuantifiers(PatternNode atom)
    {
        while (_reader.TryQuantifier(out var least, out var most, out var kind))
        {
            if (most != RepeatNode.Endless && most > MostRepeats || least > MostRepeats)
            {
                throw _reader.Refuse($"more than {MostRepeats} repetitions");
            }

            if (atom.CanBeEmpty && most > 1)
            {
                throw _reader.Refuse("a repetition of something that can be empty");
            }

            atom = new RepeatNode(atom, least, most, kind);
        }

        return atom;
    }

    private PatternNode ParseAtom(PatternFlags flags)
    {
        var character = _reader.Next();
        switch (character)
        {
            case '(':
                return ParseGroup(flags);
            case '[':
                return new SetNode(flags.Apply(new PatternClassParser(_reader).Parse()));
            case '.':
                return new SetNode(flags.DotMatchesLineBreak ? CodePointSet.All : CodePointSet.Of('\n').Complement());
            case '^':
                return new PlaceNode(PlaceCondition.LineStart);
            case '$':
                return new PlaceNode(PlaceCondition.LineEnd);
            case '\\':
                return ParseEscape(flags);
            case '*' or '+' or '?':
                throw _reader.Refuse("a repetition without anything before it");
            default:
                return new SetNode(flags.Apply(CodePointSet.Of(character)));
        }
    }

    private PatternNode ParseEscape(PatternFlags flags)
    {
        PlaceCondition? condition = _reader.PeekOrZero switch
        {
            'A' => PlaceCondition.TextStart,
            'z' => PlaceCondition.TextEnd,
            'Z' => PlaceCondition.TextEndOrLastLineBreak,
            'b' => PlaceCondition.WordBoundary,
            'B' => PlaceCondition.NoWordBoundary,
            _ => null,
        };
        if (condition is { } known)
        {
            _reader.Next();
            return new PlaceNode(known);
        }

        return new SetNode(flags.Apply(_reader.EscapedSet(inClass: false)));
    }

    private PatternNode ParseGroup(PatternFlags flags)
    {
        var kind = _reader.GroupKind(ref flags);
        var body = ParseChoice(flags);
        if (!_reader.Take(')'))
        {
            throw _reader.Refuse("an opening parenthesis without its closing one");
        }

        return kind switch
        {
            PatternGroup.Plain => body,
            PatternGroup.Atomic => new AtomicNode(body),
            PatternGroup.Ahead => new LookAheadNode(body, Negative: false),
            PatternGroup.NotAhead => new LookAheadNode(body, Negative: true),
            _ => new LookBehindNode(OneCodePoint(body), kind == PatternGroup.NotBehind),
        };
    }

    private CodePointSet OneCodePoint(PatternNode body) => body switch
    {
        SetNode set => set.Set,
        SequenceNode { Parts: [var only] } => OneCodePoint(only),
        ChoiceNode choice => choice.Alternatives.Select(OneCodePoint).Aggregate((left, right) => left.Union(right)),
        _ => throw new TrainingException($"{_where}: the regular expression looks back over more than one character, which is not supported."),
    };
}
