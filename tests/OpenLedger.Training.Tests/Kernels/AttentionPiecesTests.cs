using OpenLedger.Training.Kernels;

namespace OpenLedger.Training.Tests.Kernels;

/// <summary>How an attention is shared out to threads.</summary>
public class AttentionPiecesTests
{
    private static readonly (int, int, int)[] Documents = [(0, 0, 30), (30, 0, 1500), (1530, 0, 0), (1530, 20, 400)];

    [Theory]
    [InlineData(1, 1 << 30)]
    [InlineData(2, 1 << 30)]
    [InlineData(2, 100)]
    [InlineData(16, 1 << 30)]
    [InlineData(200, 7)]
    public void Pieces_ForAnyNumberOfThreads_HoldEveryPositionOnce(int threads, int window)
    {
        var shape = new AttentionShape(6, 2, 32, 1);

        var pieces = new AttentionPieces(shape, window, Documents, threads);

        var held = pieces.All.SelectMany(piece => Enumerable.Range(piece.Begin, piece.End - piece.Begin)
            .Select(position => (piece.KeyValueHead, piece.Document, position))).Order();
        var wanted = from part in Documents
                     from head in Enumerable.Range(0, 2)
                     from position in Enumerable.Range(part.Item2, part.Item3 - part.Item2)
                     select (head, part.Item1, position);
        Assert.Equal(wanted.Order(), held);
    }

    [Fact]
    public void Pieces_OfALongDocument_AreCutForThreadsOnly()
    {
        var shape = new AttentionShape(6, 2, 32, 1);

        Assert.Empty(new AttentionPieces(shape, AttentionBlock.NoWindow, Documents, 1).Shared);
        Assert.NotEmpty(new AttentionPieces(shape, AttentionBlock.NoWindow, Documents, 2).Shared);
    }

    [Fact]
    public void PartialGradients_DoNotOverlap()
    {
        var shape = new AttentionShape(6, 2, 32, 1);
        var pieces = new AttentionPieces(shape, 100, Documents, 8);
        var end = 0L;
        foreach (var piece in pieces.Shared.SelectMany(parts => parts).OrderBy(piece => piece.Partial))
        {
            Assert.Equal(end, piece.Partial);
            end += 2L * 32 * (piece.End - AttentionBlock.Of(piece, shape, 100).FirstKey);
        }

        Assert.Equal(pieces.PartialFloats, end);
    }
}
