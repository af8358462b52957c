using OpenLedger.Training.Tokenization.Normalizing;

namespace OpenLedger.Training.Tokenization.Merging;

/// <summary>Turns a piece of text into the ids of its tokens.</summary>
internal sealed class PieceEncoder(ISymbolizer symbolizer, PairMerger merger, CutTable? cuts, bool wholeFirst)
{
    private const int LongestPiece = 1 << 24;

    /// <summary>Appends the tokens of text[start..stop].</summary>
    public void Encode(in TextSlice text, int start, int stop, EncodingWorkspace work)
    {
        if (cuts is null)
        {
            EncodePart(text, start, stop, work);
            return;
        }

        while (start < stop)
        {
            var cut = cuts.Next(text.Bytes, start, stop);
            EncodePart(text, start, cut, work);
            start = cut;
        }
    }

    private void EncodePart(in TextSlice text, int start, int stop, EncodingWorkspace work)
    {
        var output = work.Output;
        var before = output.Count;
        var length = stop - start;
        if (length > PieceKey.LongestPiece)
        {
            EncodeNew(text, start, stop, work);
        }
        else
        {
            var key = new PieceKey(text.Bytes, start, length);
            var hash = key.Hash;
            if (!work.Cache.TryGet(key, hash, output))
            {
                EncodeNew(text, start, stop, work);
                work.Cache.Add(key, hash, output.Ids[before..]);
            }
        }

        if (output.Tracks)
        {
            Place(text, start, stop, before, work);
        }
    }

    private void EncodeNew(in TextSlice text, int start, int stop, EncodingWorkspace work)
    {
        if (stop - start > LongestPiece)
        {
            throw new TrainingException($"A word of {stop - start} bytes is longer than the {LongestPiece} that can be tokenized at once. Cut the text into documents.");
        }

        if (wholeFirst && symbolizer.Whole(text.Bytes.AsSpan(start, stop - start)) is var whole and >= 0)
        {
            work.Output.Add(whole);
            return;
        }

        var scratch = work.Merging;
        symbolizer.Fill(text.Bytes, start, stop, scratch);
        merger.Merge(scratch);
        work.Output.Add(scratch.Symbols.AsSpan(0, scratch.Count));
    }

    /// <summary>Says where the tokens from this index on lie. Most ids say by themselves how long they are; else the piece is merged once more.</summary>
    private void Place(in TextSlice text, int start, int stop, int firstToken, EncodingWorkspace work)
    {
        var output = work.Output;
        var at = start;
        for (var i = firstToken; i < output.Count; i++)
        {
            var length = symbolizer.LengthOf(output.Ids[i]);
            if (length <= 0 || at + length > stop)
            {
                at = -1;
                break;
            }

            output.Place(i, text, at, at + length);
            at += length;
        }

        if (at == stop)
        {
            return;
        }

        var scratch = work.Merging;
        symbolizer.Fill(text.Bytes, start, stop, scratch);
        merger.Merge(scratch);
        for (var i = firstToken; i < output.Count; i++)
        {
            // Fewer symbols than tokens: the piece was taken whole.
            var place = i - firstToken;
            var isWhole = place >= scratch.Count;
            output.Place(i, text, isWhole ? start : scratch.Starts[place], isWhole ? stop : scratch.Ends[place]);
        }
    }
}
