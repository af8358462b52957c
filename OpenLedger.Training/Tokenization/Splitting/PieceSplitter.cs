using OpenLedger.Training.Tokenization.Merging;
using OpenLedger.Training.Tokenization.Normalizing;
using OpenLedger.Training.Tokenization.Patterns;

namespace OpenLedger.Training.Tokenization.Splitting;

/// <summary>Applies the split rules one after the other; the pieces of the last go straight to the encoder.</summary>
internal sealed class PieceSplitter(IReadOnlyList<SplitStep> steps)
{
    public void Encode(in TextSlice text, PieceEncoder encoder, EncodingWorkspace work)
    {
        if (steps.Count == 1 && steps[0].IsPlain)
        {
            EncodePieces(steps[0].Pattern, text, new Piece(text.Start, text.Stop), encoder, work);
            return;
        }

        if (steps.Count == 0)
        {
            encoder.Encode(text, text.Start, text.Stop, work);
            return;
        }

        var lists = work.Pieces;
        lists.Input.Clear();
        lists.Output.Clear();
        lists.Input.Add(new Piece(text.Start, text.Stop));
        foreach (var step in steps)
        {
            step.Apply(text.Bytes, lists, work.Patterns);
        }

        foreach (var piece in lists.Input)
        {
            encoder.Encode(text, piece.Start, piece.Stop, work);
        }
    }

    private static void EncodePieces(Pattern pattern, in TextSlice text, Piece piece, PieceEncoder encoder, EncodingWorkspace work)
    {
        var done = piece.Start;
        foreach (var (start, stop) in new Matches(pattern, text.Bytes.AsSpan(piece.Start, piece.Stop - piece.Start), work.Patterns))
        {
            var (from, to) = (piece.Start + start, piece.Start + stop);
            if (from > done)
            {
                encoder.Encode(text, done, from, work);
            }

            if (to > from)
            {
                encoder.Encode(text, from, to, work);
            }

            done = to;
        }

        if (done < piece.Stop)
        {
            encoder.Encode(text, done, piece.Stop, work);
        }
    }
}
