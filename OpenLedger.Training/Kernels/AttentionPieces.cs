using OpenLedger.Training.Tensors;

namespace OpenLedger.Training.Kernels;

/// <summary>
/// The query positions <c>Begin..End</c> of the document that begins at row <c>Document</c>, with all query heads of one key and
/// value head. Where other pieces share its keys, <c>Partial</c> is the place of its part of their gradients, else -1.
/// </summary>
internal readonly record struct AttentionPiece(int KeyValueHead, int Document, int Begin, int End, long Partial = -1);

/// <summary>
/// An attention in pieces that threads can take one by one: a document and a key and value head each, and less where one document is
/// so long that the other threads would wait for it. How it is cut depends on the number of threads only.
/// </summary>
internal sealed class AttentionPieces
{
    // Less work than this (pairs of query and key, times their width) is done before other threads are awake.
    private const long WorthThreads = 30_000;

    // A piece is cut when it is more than half of a thread's share, into quarters of a share.
    private const int LargestShares = 2;
    private const int CutShares = 4;
    private const int SmallestBlocks = 4;

    private readonly AttentionShape _shape;
    private readonly int _window;
    private readonly bool _onThreads;
    private readonly List<AttentionPiece> _pieces = [];

    /// <summary>Cuts the positions <c>Begin..End</c> of the documents that begin at the rows <c>Document</c>.</summary>
    public AttentionPieces(AttentionShape shape, int window, IReadOnlyList<(int Document, int Begin, int End)> documents, int threads)
    {
        (_shape, _window) = (shape, window);
        var work = documents.Sum(part => Visible(part.End) - Visible(part.Begin)) * shape.KeyValueHeads;
        _onThreads = threads > 1 && work * shape.Group * shape.HeadDimension >= WorthThreads;
        foreach (var (document, begin, end) in documents)
        {
            for (var head = 0; head < shape.KeyValueHeads && begin < end; head++)
            {
                Add(new AttentionPiece(head, document, begin, end), work / threads);
            }
        }

        _pieces.Sort((left, right) => Visible(right).CompareTo(Visible(left)));
    }

    /// <summary>The pieces that belong to the same keys, where there is more than one, in the order of their queries.</summary>
    public List<AttentionPiece[]> Shared { get; } = [];

    /// <summary>The floats of all partial gradients of keys and values.</summary>
    public long PartialFloats { get; private set; }

    /// <summary>All positions of documents that lie one after another.</summary>
    public static AttentionPieces Of(AttentionShape shape, int window, int[] documentStarts) =>
        new(shape, window, [.. documentStarts.Zip(documentStarts.Skip(1), (start, end) => (start, 0, end - start))], ParallelLoop.Threads);

    /// <summary>The pieces, the largest first.</summary>
    public IReadOnlyList<AttentionPiece> All => _pieces;

    /// <summary>Runs all pieces, the largest first.</summary>
    public void Run(Action<AttentionPiece> body)
    {
        if (_onThreads)
        {
            ParallelLoop.Pieces(_pieces.Count, (piece, _) => body(_pieces[piece]));
        }
        else
        {
            _pieces.ForEach(body);
        }
    }

    private void Add(AttentionPiece piece, long share)
    {
        var step = AttentionBlock.Positions(_shape.Group) * SmallestBlocks;
        if (!_onThreads || Visible(piece) <= share / LargestShares || piece.End - piece.Begin <= step)
        {
            _pieces.Add(piece);
            return;
        }

        var parts = new List<AttentionPiece>();
        for (var begin = piece.Begin; begin < piece.End; begin = parts[^1].End)
        {
            var part = piece with { Begin = begin, End = Math.Min(piece.End, begin + step), Partial = PartialFloats };
            while (part.End < piece.End && Visible(part with { End = part.End + step }) <= share / CutShares)
            {
                part = part with { End = Math.Min(piece.End, part.End + step) };
            }

            parts.Add(part);
            PartialFloats += 2L * (part.End - AttentionBlock.Of(part, _shape, _window).FirstKey) * _shape.HeadDimension;
        }

        Shared.Add([.. parts]);
        _pieces.AddRange(parts);
    }

    private long Visible(AttentionPiece piece) => Visible(piece.End) - Visible(piece.Begin);

    // The pairs of query and key that the first positions of a document see.
    private long Visible(long positions)
    {
        var rising = Math.Min(positions, _window);
        return (rising * (rising + 1) / 2) + ((positions - rising) * _window);
    }
}
