namespace OpenLedger.Training.Kernels;

/// <summary>
/// A few neighbouring positions of one document with all query heads of one key and value head: row <c>r</c> is position
/// <c>Begin + r / Group</c>, head <c>r % Group</c>. Says which keys the rows see and in which columns of the block's scores they lie.
/// </summary>
internal readonly struct AttentionBlock(int begin, int end, int group, int window)
{
    /// <summary>The window of a layer that has none: longer than any document, short enough to be added to a position.</summary>
    public const int NoWindow = 1 << 30;

    private const int UsualRows = 48;

    // A division by the group as a product; exact for the rows of a block.
    private const int ReciprocalBits = 20;
    private readonly int _reciprocal = ((1 << ReciprocalBits) / group) + 1;

    /// <summary>The whole of a piece as one block.</summary>
    public static AttentionBlock Of(AttentionPiece piece, AttentionShape shape, int window) => new(piece.Begin, piece.End, shape.Group, window);

    /// <summary>The first position.</summary>
    public int Begin => begin;

    /// <summary>The position after the last.</summary>
    public int End => end;

    /// <summary>The query heads of a position.</summary>
    public int Group => group;

    /// <summary>The number of rows.</summary>
    public int Rows => (end - begin) * group;

    /// <summary>The key of column 0 of the scores: where the panel of the first visible key begins.</summary>
    public int FirstKey => Lowest(begin) / TileProduct.Columns * TileProduct.Columns;

    /// <summary>The position of a row.</summary>
    public int PositionOf(int row) => begin + ((row * _reciprocal) >> ReciprocalBits);

    /// <summary>The first key that a position sees; the last is the position itself.</summary>
    public int Lowest(int position) => Math.Max(0, position - window + 1);

    /// <summary>The first row that sees this key (as far as later keys are concerned: none does before its own position).</summary>
    public int RowsBefore(int key) => (int)Math.Clamp((long)(key - begin) * group, 0, Rows);

    /// <summary>The row after the last one whose window reaches back to this key.</summary>
    public int RowsReaching(int key) => window == NoWindow ? Rows : (int)Math.Clamp(((long)key - begin + window) * group, 0, Rows);

    /// <summary>The distance of the score rows for this many keys: room for a vector of zeros, and an odd number of cache lines so that columns do not share one set.</summary>
    public static int ScoreStride(int keys)
    {
        var lines = (keys + TileProduct.HalfColumns + TileProduct.Columns - 1) / TileProduct.Columns;
        return (lines | 1) * TileProduct.Columns;
    }

    /// <summary>The positions of a block: whole tiles of rows, near the usual number.</summary>
    public static int Positions(int group)
    {
        var unit = TileProduct.Rows / (int)System.Numerics.BigInteger.GreatestCommonDivisor(TileProduct.Rows, group);
        return unit * Math.Max(1, (UsualRows + (unit * group / 2)) / (unit * group));
    }
}
