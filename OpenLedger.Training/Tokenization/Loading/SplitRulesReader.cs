using OpenLedger.Training.Tokenization.Characters;
using OpenLedger.Training.Tokenization.Normalizing;
using OpenLedger.Training.Tokenization.Patterns;
using OpenLedger.Training.Tokenization.Splitting;

namespace OpenLedger.Training.Tokenization.Loading;

/// <summary>Reads the "pre_tokenizer" of a tokenizer.json.</summary>
internal sealed class SplitRulesReader
{
    private const string Supported = "Split, ByteLevel, Metaspace, Digits, Punctuation, Whitespace, WhitespaceSplit, Sequence";
    private const int MostSteps = 20;

    private readonly List<SplitStep> _steps = [];
    private bool _byteLevel;
    private bool _marksSpaces;
    private LeadingSpace _leading = LeadingSpace.Never;

    public static SplitRules Read(JsonPart? part)
    {
        var reader = new SplitRulesReader();
        if (part is { } present)
        {
            reader.Add(present);
        }

        return new SplitRules(reader._byteLevel, reader._steps, reader._leading, reader._marksSpaces);
    }

    private void Add(JsonPart part)
    {
        if (_steps.Count >= MostSteps)
        {
            throw part.Refuse($"more than {MostSteps} pre-tokenizers.");
        }

        var kind = part.Kind();
        if (kind == "Sequence")
        {
            foreach (var item in part.Items("pretokenizers", MostSteps))
            {
                Add(item);
            }

            return;
        }

        if (_byteLevel || _marksSpaces)
        {
            throw part.Refuse($"the pre-tokenizer \"{kind}\" behind {(_byteLevel ? "ByteLevel" : "Metaspace")} is not supported.");
        }

        switch (kind)
        {
            case "Split":
                _steps.Add(new SplitStep(PatternReading.Read(part.Required("pattern")).Pattern, Behavior(part, "behavior", null), part.Flag("invert", false)));
                break;
            case "Digits":
                _steps.Add(Isolated(UnicodeSets.Number, part.Flag("individual_digits", false) ? 1 : RepeatNode.Endless));
                break;
            case "Punctuation":
                _steps.Add(new SplitStep(new RunPattern(UnicodeSets.Punctuation.Union(AsciiPunctuation), most: 1), Behavior(part, "behavior", "Isolated"), invert: false));
                break;
            case "Whitespace":
                _steps.Add(new SplitStep(PatternFactory.FromExpression(@"[\w]+|[^\w\s]+", part.Where), SplitBehavior.Removed, invert: true));
                break;
            case "WhitespaceSplit":
                _steps.Add(new SplitStep(new RunPattern(UnicodeSets.Space, most: 1), SplitBehavior.Removed, invert: false));
                break;
            case "ByteLevel":
                AddByteLevel(part);
                break;
            case "Metaspace":
                AddMetaspace(part);
                break;
            default:
                throw part.NotSupported("pre-tokenizer", Supported);
        }
    }

    private static CodePointSet AsciiPunctuation => CodePointSet.Of([('!', '/'), (':', '@'), ('[', '`'), ('{', '~')]);

    private static SplitStep Isolated(CodePointSet set, int most) => new(new RunPattern(set, most: most), SplitBehavior.Isolated, invert: false);

    private void AddByteLevel(JsonPart part)
    {
        if (part.Flag("add_prefix_space", true))
        {
            if (_steps.Count > 0)
            {
                throw part.Refuse("\"add_prefix_space\" behind another pre-tokenizer is not supported.");
            }

            _leading = LeadingSpace.IfMissing;
        }

        if (part.Flag("use_regex", true))
        {
            _steps.Add(new SplitStep(new GptScanner(), SplitBehavior.Isolated, invert: false));
        }

        _byteLevel = true;
    }

    private void AddMetaspace(JsonPart part)
    {
        if (part.Text("replacement") != SpaceMarks.Mark)
        {
            throw part.Refuse("a \"replacement\" other than U+2581 is not supported.");
        }

        if (_steps.Count > 0)
        {
            throw part.Refuse("Metaspace behind another pre-tokenizer is not supported.");
        }

        // Files before 2024 say add_prefix_space instead of prepend_scheme.
        var otherwise = part.Flag("add_prefix_space", true) ? "always" : "never";
        var scheme = part.Optional("prepend_scheme")?.AsText() ?? otherwise;
        _leading = scheme switch
        {
            "always" => LeadingSpace.IfMissing,
            "first" => LeadingSpace.FirstIfMissing,
            "never" => LeadingSpace.Never,
            _ => throw part.Refuse($"the prepend_scheme \"{scheme}\" is not known; always, first or never is expected."),
        };
        _marksSpaces = true;
        if (part.Flag("split", true))
        {
            _steps.Add(new SplitStep(new LiteralPattern(" "u8.ToArray()), SplitBehavior.MergedWithNext, invert: false));
        }
    }

    private static SplitBehavior Behavior(JsonPart part, string name, string? otherwise)
    {
        var text = part.Optional(name)?.AsText() ?? otherwise ?? throw part.Refuse($"\"{name}\" is missing.");
        return text switch
        {
            "Isolated" => SplitBehavior.Isolated,
            "Removed" => SplitBehavior.Removed,
            "MergedWithPrevious" => SplitBehavior.MergedWithPrevious,
            "MergedWithNext" => SplitBehavior.MergedWithNext,
            "Contiguous" => SplitBehavior.Contiguous,
            _ => throw part.Refuse($"the behavior \"{text}\" is not supported. Supported: Isolated, Removed, MergedWithPrevious, MergedWithNext, Contiguous."),
        };
    }
}
