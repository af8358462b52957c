using OpenLedger.Training.Tokenization.AddedTokens;
using OpenLedger.Training.Tokenization.Characters;
using OpenLedger.Training.Tokenization.Merging;
using OpenLedger.Training.Tokenization.Normalizing;
using OpenLedger.Training.Tokenization.Splitting;

namespace OpenLedger.Training.Tokenization;

/// <summary>Builds the pipeline that a tokenizer's files describe, in its fastest exact form.</summary>
internal static class PipelineBuilder
{
    private const int MostAddedCharacters = 1 << 22;
    private const int LongestAddedToken = 1_000;

    public static EncodingPipeline Build(string source, TokenizerDefinition definition)
    {
        CheckAddedTokens(source, definition.AddedTokens);
        var split = definition.Splitting;
        var steps = definition.Normalizer.ToList();
        var marksInNormalizer = !split.ByteLevel && split.Steps.Count == 0 && TakeMarks(steps);
        var leads = false;
        if (marksInNormalizer && steps is [.., PrependStep { Prefix: SpaceMarks.Mark }])
        {
            steps.RemoveAt(steps.Count - 1);
            leads = true;
        }

        var normalizerMarks = marksInNormalizer ? new SpaceMarks(leads ? LeadingSpace.Always : LeadingSpace.Never, replaceMarks: true) : null;
        var normalizer = new TextNormalizer(steps, normalizerMarks);
        var marksSpaces = marksInNormalizer || split.MarksSpaces;
        return new EncodingPipeline
        {
            Tokens = new AddedTokenMatcher(definition.AddedTokens.Where(token => !token.Normalized).Select(token => (token, Utf8.Bytes(token.Content)))),
            NormalizedTokens = new AddedTokenMatcher(NormalizedTokens(definition, normalizer)),
            Normalizer = normalizer,
            BareNormalizer = new TextNormalizer([], normalizerMarks),
            Marks = split.Leading == LeadingSpace.Never && !split.MarksSpaces ? null : new SpaceMarks(split.Leading, split.MarksSpaces),
            Splitter = new PieceSplitter(split.Steps),
            Encoder = BuildEncoder(source, definition, marksSpaces),
        };
    }

    private static void CheckAddedTokens(string source, IReadOnlyList<AddedToken> tokens)
    {
        if (tokens.FirstOrDefault(token => token.Content.Length > LongestAddedToken) is { } token)
        {
            throw new TrainingException($"{source}: the added token {token.Id} has {token.Content.Length} characters; {LongestAddedToken} are allowed.");
        }

        if (tokens.Sum(token => (long)token.Content.Length) > MostAddedCharacters)
        {
            throw new TrainingException($"{source}: the added tokens have more than {MostAddedCharacters} characters together.");
        }
    }

    /// <summary>Takes a last step away that replaces spaces by marks: inside, that is only a matter of spelling.</summary>
    private static bool TakeMarks(List<NormalizerStep> steps)
    {
        if (steps is not [.., ReplaceStep { Literal: " ", Content: SpaceMarks.Mark }])
        {
            return false;
        }

        steps.RemoveAt(steps.Count - 1);
        return true;
    }

    /// <summary>Tokens that are looked for in normalized text are normalized themselves.</summary>
    private static IEnumerable<(AddedToken, byte[])> NormalizedTokens(TokenizerDefinition definition, TextNormalizer normalizer)
    {
        var buffers = new NormalizerBuffers();
        var given = new TextBuffer();
        var state = new Patterns.PatternState();
        foreach (var token in definition.AddedTokens.Where(token => token.Normalized))
        {
            given.Load(token.Content, tracks: false);
            state.Begin(given.Length);
            yield return (token, normalizer.Apply(given.Slice, buffers, state).Span.ToArray());
        }
    }

    private static PieceEncoder BuildEncoder(string source, TokenizerDefinition definition, bool marksSpaces)
    {
        var (tokens, merges, unknown) = (definition.Tokens, definition.Merges, definition.Unknown);
        var unknownId = unknown.Token is null ? -1 : tokens.Find(unknown.Token);
        if (unknown.Token is not null && unknownId < 0)
        {
            unknownId = definition.AddedTokens.FirstOrDefault(token => token.Content == unknown.Token)?.Id
                ?? throw new TrainingException($"{source}, model.unk_token: the token \"{unknown.Token}\" is not in the vocabulary.");
        }

        var merger = new PairMerger(merges);
        if (definition.Splitting.ByteLevel)
        {
            if (ByteSymbolizer.LacksBytes(tokens) && (unknown.ByteFallback || (unknown.Fuse && unknownId >= 0)))
            {
                throw new TrainingException($"{source}, model: a byte-level vocabulary that lacks bytes is not supported together with byte_fallback or fuse_unk.");
            }

            return new PieceEncoder(new ByteSymbolizer(tokens, unknownId), merger, cuts: null, definition.WholePieceFirst);
        }

        var symbolizer = new ScalarSymbolizer(tokens, marksSpaces, (unknownId, unknown.Fuse, unknown.ByteFallback));
        var neverUnknown = symbolizer.AlwaysHasBytes || unknownId < 0;
        var mayCut = neverUnknown && !definition.WholePieceFirst && !merges.UsesAny(symbolizer.IsByteToken);
        return new PieceEncoder(symbolizer, merger, mayCut ? CutTable.Build(tokens, merges, marksSpaces) : null, definition.WholePieceFirst);
    }
}
