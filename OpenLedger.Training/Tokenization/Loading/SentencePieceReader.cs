using OpenLedger.Training.Tokenization.AddedTokens;
using OpenLedger.Training.Tokenization.Characters;
using OpenLedger.Training.Tokenization.Decoding;
using OpenLedger.Training.Tokenization.Merging;
using OpenLedger.Training.Tokenization.Normalizing;
using OpenLedger.Training.Tokenization.Patterns;

namespace OpenLedger.Training.Tokenization.Loading;

/// <summary>Reads a SentencePiece model (tokenizer.model) of the BPE kind and gives what its conversion to a tokenizer.json would hold.</summary>
internal static class SentencePieceReader
{
    private const int Unigram = 1;
    private const int BytePairs = 2;

    private enum PieceKind
    {
        Normal = 1,
        Unknown = 2,
        Control = 3,
        UserDefined = 4,
    }

    public static TokenizerDefinition Read(string file, byte[] bytes, bool isLegacy)
    {
        var model = Parse(file, bytes);
        Check(file, model);
        var tokens = new TokenTable();
        for (var id = 0; id < model.Pieces.Count; id++)
        {
            tokens.Add(model.Pieces[id].Text, id);
        }

        tokens.Complete();
        var leads = model.AddsLeadingSpace;
        List<NormalizerStep> steps = [new ReplaceStep(new LiteralPattern(" "u8.ToArray()), SpaceMarks.Mark, " ")];
        if (leads)
        {
            steps.Insert(0, new PrependStep(SpaceMarks.Mark));
        }

        return new TokenizerDefinition
        {
            Tokens = tokens,
            Merges = MergesFromScores.Build(file, tokens, [.. model.Pieces.Select(piece => (piece.Text, piece.Score))]),
            Unknown = new UnknownRule(model.UnknownToken, Fuse: true, model.ByteFallback),
            AddedTokens = [.. AddedTokens(model)],
            Normalizer = isLegacy ? steps : [],
            Splitting = isLegacy
                ? SplitRules.None
                : new SplitRules(false, [], leads ? LeadingSpace.FirstIfMissing : LeadingSpace.Never, MarksSpaces: true),
            Decoder = Decoder(leads),
        };
    }

    private static List<DecoderStep> Decoder(bool leads)
    {
        var mark = new LiteralPattern(Utf8.Bytes(SpaceMarks.Mark));
        List<DecoderStep> steps = [new ReplaceTextStep(mark, " ", SpaceMarks.Mark), new ByteFallbackStep(), new FuseStep()];
        if (leads)
        {
            steps.Add(new StripStep(' ', 1, 0));
        }

        return steps;
    }

    private static IEnumerable<AddedToken> AddedTokens(Model model)
    {
        for (var id = 0; id < model.Pieces.Count; id++)
        {
            var piece = model.Pieces[id];
            if (piece.Kind is PieceKind.Unknown or PieceKind.Control or PieceKind.UserDefined)
            {
                yield return new AddedToken(id, Utf8.Text(piece.Text)) { Special = piece.Kind != PieceKind.UserDefined };
            }
        }
    }

    private static void Check(string file, Model model)
    {
        if (model.Kind != BytePairs)
        {
            var kind = model.Kind == Unigram ? "Unigram" : $"number {model.Kind}";
            throw new TrainingException($"{file}: a SentencePiece model of the kind {kind} is not supported. Supported: BPE. Use a model whose tokenizer is of that kind.");
        }

        if (model.HasCharacterMap || model.RemovesSpaces || !model.EscapesSpaces)
        {
            throw new TrainingException(
                $"{file}: a SentencePiece model with the normalizer \"{model.NormalizerName}\" is not supported, only \"identity\" that keeps spaces. Use a folder with a tokenizer.json.");
        }

        if (model.Pieces.Count == 0)
        {
            throw new TrainingException($"{file}: the SentencePiece model holds no pieces. Download it again.");
        }
    }

    private static Model Parse(string file, byte[] bytes)
    {
        var model = new Model();
        var reader = new WireReader(file, bytes);
        while (reader.NextField())
        {
            switch (reader.Field)
            {
                case 1:
                    model.Pieces.Add(ParsePiece(file, reader.Bytes));
                    if (model.Pieces.Count > TokenTable.MostTokens)
                    {
                        throw new TrainingException($"{file}: more than {TokenTable.MostTokens} pieces.");
                    }

                    break;
                case 2:
                    ParseTrainer(file, reader.Bytes, model);
                    break;
                case 3:
                    ParseNormalizer(file, reader.Bytes, model);
                    break;
            }
        }

        return model;
    }

    private static ScoredPiece ParsePiece(string file, ReadOnlySpan<byte> bytes)
    {
        var piece = new ScoredPiece([], 0, PieceKind.Normal);
        var reader = new WireReader(file, bytes);
        while (reader.NextField())
        {
            piece = reader.Field switch
            {
                1 => piece with { Text = Utf8.Bytes(Utf8.Text(reader.Bytes)) },
                2 => piece with { Score = reader.Float },
                3 => piece with { Kind = (PieceKind)(int)Math.Min(reader.Number, int.MaxValue) },
                _ => piece,
            };
        }

        return piece;
    }

    private static void ParseTrainer(string file, ReadOnlySpan<byte> bytes, Model model)
    {
        var reader = new WireReader(file, bytes);
        while (reader.NextField())
        {
            switch (reader.Field)
            {
                case 3:
                    model.Kind = (int)Math.Min(reader.Number, int.MaxValue);
                    break;
                case 35:
                    model.ByteFallback = reader.Number != 0;
                    break;
            }
        }
    }

    private static void ParseNormalizer(string file, ReadOnlySpan<byte> bytes, Model model)
    {
        var reader = new WireReader(file, bytes);
        while (reader.NextField())
        {
            switch (reader.Field)
            {
                case 1:
                    model.NormalizerName = Utf8.Text(reader.Bytes);
                    break;
                case 2:
                    model.HasCharacterMap = !reader.Bytes.IsEmpty;
                    break;
                case 3:
                    model.AddsLeadingSpace = reader.Number != 0;
                    break;
                case 4:
                    model.RemovesSpaces = reader.Number != 0;
                    break;
                case 5:
                    model.EscapesSpaces = reader.Number != 0;
                    break;
            }
        }
    }

    private sealed record ScoredPiece(byte[] Text, float Score, PieceKind Kind);

    // The defaults are those of the format.
    private sealed class Model
    {
        public List<ScoredPiece> Pieces { get; } = [];

        public int Kind { get; set; } = Unigram;

        public bool ByteFallback { get; set; }

        public string NormalizerName { get; set; } = string.Empty;

        public bool HasCharacterMap { get; set; }

        public bool AddsLeadingSpace { get; set; } = true;

        public bool RemovesSpaces { get; set; } = true;

        public bool EscapesSpaces { get; set; } = true;

        public string? UnknownToken => Pieces.Find(piece => piece.Kind == PieceKind.Unknown) is { } piece ? Utf8.Text(piece.Text) : null;
    }
}
