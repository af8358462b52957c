using System.Text;
using OpenLedger.Training.Tokenization.Characters;
using OpenLedger.Training.Tokenization.Normalizing;
using OpenLedger.Training.Tokenization.Patterns;

namespace OpenLedger.Training.Tokenization.Loading;

/// <summary>Reads the "normalizer" of a tokenizer.json.</summary>
internal static class NormalizerReader
{
    private const string Supported = "NFC, NFD, NFKC, NFKD, Lowercase, Strip, StripAccents, Prepend, Replace, Sequence";
    private const int MostSteps = 20;

    public static IReadOnlyList<NormalizerStep> Read(JsonPart? part)
    {
        var steps = new List<NormalizerStep>();
        if (part is { } present)
        {
            Add(present, steps);
        }

        return steps;
    }

    private static void Add(JsonPart part, List<NormalizerStep> steps)
    {
        if (steps.Count >= MostSteps)
        {
            throw part.Refuse($"more than {MostSteps} normalizers.");
        }

        switch (part.Kind())
        {
            case "Sequence":
                foreach (var item in part.Items("normalizers", MostSteps))
                {
                    Add(item, steps);
                }

                break;
            case "NFC":
                steps.Add(new UnicodeFormStep(NormalizationForm.FormC));
                break;
            case "NFD":
                steps.Add(new UnicodeFormStep(NormalizationForm.FormD));
                break;
            case "NFKC":
                steps.Add(new UnicodeFormStep(NormalizationForm.FormKC));
                break;
            case "NFKD":
                steps.Add(new UnicodeFormStep(NormalizationForm.FormKD));
                break;
            case "Lowercase":
                steps.Add(new LowercaseStep());
                break;
            case "Strip":
                steps.Add(new RemoveStep(UnicodeSets.Space, part.Flag("strip_left", true), part.Flag("strip_right", true), inside: false));
                break;
            case "StripAccents":
                steps.Add(new RemoveStep(UnicodeSets.Mark, left: false, right: false, inside: true));
                break;
            case "Prepend":
                steps.Add(new PrependStep(PatternReading.ShortText(part, "prepend")));
                break;
            case "Replace":
                var (pattern, literal) = PatternReading.Read(part.Required("pattern"));
                steps.Add(new ReplaceStep(pattern, PatternReading.ShortText(part, "content"), literal));
                break;
            default:
                throw part.NotSupported("normalizer", Supported);
        }
    }
}

/// <summary>Reads a pattern: a fixed string or a regular expression.</summary>
internal static class PatternReading
{
    private const int LongestText = 1_000;

    /// <summary>A text that is put in the place of others.</summary>
    public static string ShortText(JsonPart part, string name) =>
        part.Text(name) is { Length: <= LongestText } text ? text : throw part.Refuse($"\"{name}\" has more than {LongestText} characters.");

    public static (Pattern Pattern, string? Literal) Read(JsonPart part)
    {
        if (part.Optional("String") is { } literal)
        {
            return (new LiteralPattern(Utf8.Bytes(literal.AsText())), literal.AsText());
        }

        return part.Optional("Regex") is { } expression
            ? (PatternFactory.FromExpression(expression.AsText(), expression.Where), null)
            : throw part.Refuse("a \"String\" or a \"Regex\" is expected here.");
    }
}
