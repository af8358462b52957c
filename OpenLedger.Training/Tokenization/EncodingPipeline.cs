using OpenLedger.Training.Tokenization.AddedTokens;
using OpenLedger.Training.Tokenization.Merging;
using OpenLedger.Training.Tokenization.Normalizing;
using OpenLedger.Training.Tokenization.Splitting;

namespace OpenLedger.Training.Tokenization;

/// <summary>How a text is to be taken: which parts of the pipeline apply.</summary>
internal readonly record struct EncodingOptions(bool MatchSpecialTokens, bool Normalize, bool Split)
{
    public static EncodingOptions Default { get; } = new(MatchSpecialTokens: true, Normalize: true, Split: true);
}

/// <summary>
/// From text to ids: added tokens in the text as given, normalization of what lies between them, added tokens in normalized form,
/// split rules, merging.
/// </summary>
internal sealed class EncodingPipeline
{
    private const int LongestText = 1 << 25;
    private static readonly PieceSplitter Unsplit = new([]);

    public required AddedTokenMatcher Tokens { get; init; }

    public required AddedTokenMatcher NormalizedTokens { get; init; }

    public required TextNormalizer Normalizer { get; init; }

    /// <summary>The normalizer where normalization is switched off: what the vocabulary's spelling needs stays.</summary>
    public required TextNormalizer BareNormalizer { get; init; }

    /// <summary>The spaces that the split rules put in, if they do.</summary>
    public required SpaceMarks? Marks { get; init; }

    public required PieceSplitter Splitter { get; init; }

    public required PieceEncoder Encoder { get; init; }

    /// <summary>Writes the tokens of the text to the workspace's output, with their places where wanted.</summary>
    public void Encode(ReadOnlySpan<char> text, EncodingOptions options, bool tracks, EncodingWorkspace work)
    {
        if (text.Length > LongestText)
        {
            throw new TrainingException($"A text of {text.Length} characters is longer than the {LongestText} that can be tokenized at once. Cut it into documents.");
        }

        work.Output.Clear(tracks);
        work.Given.Load(text, tracks);
        work.Patterns.Begin(work.Given.Length);
        work.Buffers.Begin(work.Given.Length);
        var given = work.Given.Slice;
        if (!Tokens.HasTokens)
        {
            EncodeSegment(given, options, work);
            return;
        }

        work.Segments.Clear();
        Tokens.Split(given.Bytes, 0, given.Stop, options.MatchSpecialTokens, work.Segments);
        foreach (var segment in work.Segments)
        {
            if (segment.Id == Segment.Plain)
            {
                EncodeSegment(given.Part(segment.Start, segment.Stop), options, work);
            }
            else
            {
                AddToken(given, segment, work.Output);
            }
        }
    }

    private void EncodeSegment(in TextSlice segment, EncodingOptions options, EncodingWorkspace work)
    {
        var isFirst = segment.Start == 0;
        var text = (options.Normalize ? Normalizer : BareNormalizer).Apply(segment, work.Buffers, work.Patterns);
        if (!NormalizedTokens.HasTokens)
        {
            EncodePlain(text, isFirst, options, work);
            return;
        }

        work.InnerSegments.Clear();
        NormalizedTokens.Split(text.Bytes, text.Start, text.Stop, options.MatchSpecialTokens, work.InnerSegments);
        foreach (var inner in work.InnerSegments)
        {
            if (inner.Id == Segment.Plain)
            {
                EncodePlain(text.Part(inner.Start, inner.Stop), isFirst && inner.Start == text.Start, options, work);
            }
            else
            {
                AddToken(text, inner, work.Output);
            }
        }
    }

    private void EncodePlain(in TextSlice text, bool isFirst, EncodingOptions options, EncodingWorkspace work)
    {
        var marked = Marks is null ? text : Marks.Apply(text, isFirst, work.Buffers.Other(text.Bytes));
        (options.Split ? Splitter : Unsplit).Encode(marked, Encoder, work);
    }

    private static void AddToken(in TextSlice text, Segment segment, TokenBuffer output)
    {
        output.Add(segment.Id);
        if (output.Tracks && segment.Stop > segment.Start)
        {
            output.Place(output.Count - 1, text, segment.Start, segment.Stop);
        }
    }
}
