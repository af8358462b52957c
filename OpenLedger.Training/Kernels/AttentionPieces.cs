using OpenLedger.Training.Tensors;

namespace OpenLedger.Training.Kernels;

/// <summary>The query positions <c>Begin..End</c> of the document that begins at row <c>Document</c>, with all query heads of one key and value head.</summary>
internal readonly record struct AttentionPiece(int KeyValueHead, int Document, int Begin, int End);

/// <summary>Cuts an attention into pieces that threads can take one by one.</summary>
internal static class AttentionPieces
{
    // Less work than this (pairs of query and key, times their width) is done before other threads are awake.
    private const long WorthThreads = 30_000;
    private const int PiecesPerThread = 4;

    /// <summary>Runs all pieces, the largest first.</summary>
    public static void Run(AttentionPiece[] pieces, AttentionShape shape, int window, Action<AttentionPiece> body)
    {
        var work = Array.ConvertAll(pieces, piece => -Visible(piece, window));
        if (-work.Sum() * shape.Group * shape.HeadDimension < WorthThreads)
        {
            Array.ForEach(pieces, body);
            return;
        }

        Array.Sort(work, pieces);
        ParallelLoop.Pieces(pieces.Length, (piece, _) => body(pieces[piece]));
    }

    /// <summary>One piece for each document and key and value head.</summary>
    public static AttentionPiece[] Whole(AttentionShape shape, int[] documentStarts)
    {
        var pieces = new List<AttentionPiece>();
        for (var document = 1; document < documentStarts.Length; document++)
        {
            var (start, end) = (documentStarts[document - 1], documentStarts[document]);
            for (var head = 0; head < shape.KeyValueHeads && start < end; head++)
            {
                pieces.Add(new AttentionPiece(head, start, 0, end - start));
            }
        }

        return [.. pieces];
    }

    private static long Visible(AttentionPiece piece, int window) => Visible(piece.End, window) - Visible(piece.Begin, window);

    // The pairs of query and key that the first positions of a document see.
    private static long Visible(long positions, long window)
    {
        var rising = Math.Min(positions, window);
        return (rising * (rising + 1) / 2) + ((positions - rising) * window);
    }
}
