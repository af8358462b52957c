using OpenLedger.Training.Tokenization.Decoding;

namespace OpenLedger.Training.Tokenization.Loading;

/// <summary>Reads the "decoder" of a tokenizer.json.</summary>
internal static class DecoderReader
{
    private const string Supported = "ByteLevel, Replace, ByteFallback, Fuse, Strip, Metaspace, Sequence";
    private const int MostSteps = 20;
    private const int MostStripped = 1_000;

    public static IReadOnlyList<DecoderStep> Read(JsonPart? part)
    {
        if (part is not { } present)
        {
            return [new JoinStep()];
        }

        var steps = new List<DecoderStep>();
        Add(present, steps);
        return steps;
    }

    private static void Add(JsonPart part, List<DecoderStep> steps)
    {
        if (steps.Count >= MostSteps)
        {
            throw part.Refuse($"more than {MostSteps} decoders.");
        }

        switch (part.Kind())
        {
            case "Sequence":
                foreach (var item in part.Items("decoders", MostSteps))
                {
                    Add(item, steps);
                }

                break;
            case "ByteLevel":
                steps.Add(new ByteLevelStep());
                break;
            case "ByteFallback":
                steps.Add(new ByteFallbackStep());
                break;
            case "Fuse":
                steps.Add(new FuseStep());
                break;
            case "Strip":
                steps.Add(new StripStep(Character(part.Required("content")), part.Number("start", 0, MostStripped), part.Number("stop", 0, MostStripped)));
                break;
            case "Replace":
                var (pattern, literal) = PatternReading.Read(part.Required("pattern"));
                steps.Add(new ReplaceTextStep(pattern, PatternReading.ShortText(part, "content"), literal));
                break;
            case "Metaspace":
                var scheme = part.Optional("prepend_scheme")?.AsText() ?? (part.Flag("add_prefix_space", true) ? "always" : "never");
                steps.Add(new MetaspaceStep(Character(part.Required("replacement")), dropsFirst: scheme != "never"));
                break;
            default:
                throw part.NotSupported("decoder", Supported);
        }
    }

    private static char Character(JsonPart part) =>
        part.AsText() is { Length: 1 } text ? text[0] : throw part.Refuse("one character is expected here.");
}
