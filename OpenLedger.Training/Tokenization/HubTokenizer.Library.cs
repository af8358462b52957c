using System.Buffers;
using Microsoft.ML.Tokenizers;

namespace OpenLedger.Training.Tokenization;

/// <content>What <see cref="Tokenizer"/> asks of its kinds, so that other .NET code can take this one.</content>
public sealed partial class HubTokenizer
{
    /// <inheritdoc/>
    public override string Decode(IEnumerable<int> ids) => Decode(ids, skipSpecialTokens: false);

    /// <summary>Decodes as many tokens as fit. Tokens that leave a character incomplete are not consumed.</summary>
    /// <returns>
    /// <see cref="OperationStatus.Done"/>, <see cref="OperationStatus.DestinationTooSmall"/>, or <see cref="OperationStatus.NeedMoreData"/>
    /// where the last character is not complete.
    /// </returns>
    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
    {
        ArgumentNullException.ThrowIfNull(ids);
        (idsConsumed, charsWritten) = (0, 0);
        var written = 0;
        var taken = 0;
        var all = ids as IReadOnlyList<int> ?? [.. ids];
        var decoder = CreateStreamingDecoder(skipSpecialTokens: false);
        foreach (var id in all)
        {
            var part = decoder.Append(id);
            if (part.Length > destination.Length - written)
            {
                return OperationStatus.DestinationTooSmall;
            }

            part.CopyTo(destination[written..]);
            written += part.Length;
            taken++;

            // Only where nothing is held back can the caller go on with the next token.
            if (!decoder.HoldsBack)
            {
                (idsConsumed, charsWritten) = (taken, written);
            }
        }

        var rest = decoder.Flush();
        if (rest.Contains('\uFFFD', StringComparison.Ordinal))
        {
            return OperationStatus.NeedMoreData;
        }

        if (rest.Length > destination.Length - written)
        {
            return OperationStatus.DestinationTooSmall;
        }

        rest.CopyTo(destination[written..]);
        (idsConsumed, charsWritten) = (taken, written + rest.Length);
        return OperationStatus.Done;
    }

    /// <inheritdoc/>
    protected override EncodeResults<int> EncodeToIds(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        if (settings.MaxTokenCount < int.MaxValue)
        {
            var (spans, consumed) = FirstSpans(text ?? textSpan, settings);
            return new EncodeResults<int> { Tokens = [.. spans.Select(span => span.Id)], CharsConsumed = consumed };
        }

        var work = _workspaces.Take();
        _pipeline.Encode(text ?? textSpan, Options(settings), tracks: false, work);
        var ids = work.Output.Ids.ToArray();
        _workspaces.GiveBack(work);
        return new EncodeResults<int> { Tokens = ids, CharsConsumed = (text ?? textSpan).Length };
    }

    /// <inheritdoc/>
    protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var (spans, consumed) = FirstSpans(text ?? textSpan, settings);
        return new EncodeResults<EncodedToken>
        {
            Tokens = [.. spans.Select(span => new EncodedToken(span.Id, _decoder.StringOf(span.Id) ?? string.Empty, span.Start..span.End))],
            CharsConsumed = consumed,
        };
    }

    /// <inheritdoc/>
    protected override int CountTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings) =>
        EncodeToIds(text, textSpan, settings).Tokens.Count;

    /// <inheritdoc/>
    protected override int GetIndexByTokenCount(
        string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings, bool fromEnd, out string? normalizedText, out int tokenCount)
    {
        // Places are given in the text as it was handed in, so there is no normalized text to refer to.
        normalizedText = null;
        var given = text ?? textSpan;
        var spans = Spans(given, Options(settings));
        tokenCount = Math.Min(settings.MaxTokenCount, spans.Length);
        if (tokenCount == spans.Length)
        {
            return fromEnd ? 0 : given.Length;
        }

        return fromEnd
            ? tokenCount == 0 ? given.Length : spans[^tokenCount].Start
            : tokenCount == 0 ? 0 : spans[tokenCount - 1].End;
    }

    private static EncodingOptions Options(EncodeSettings settings) =>
        new(MatchSpecialTokens: true, settings.ConsiderNormalization, settings.ConsiderPreTokenization);

    private (TokenSpan[] Spans, int Consumed) FirstSpans(ReadOnlySpan<char> text, EncodeSettings settings)
    {
        var spans = Spans(text, Options(settings));
        var count = Math.Min(settings.MaxTokenCount, spans.Length);
        return count == spans.Length ? (spans, text.Length) : (spans[..count], count == 0 ? 0 : spans[count - 1].End);
    }
}
