using OpenLedger.Training.Kernels;
using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Training.Tests.Kernels;

/// <summary>
/// Matrices past two gigabytes, such as the embedding of a large vocabulary. Memory that nobody writes to is only promised by the
/// operating system, so these take a few pages of it.
/// </summary>
public sealed class LargeMatrixTests
{
    private const long Vocabulary = 152_064;
    private const long Width = 4096;
    private const int Last = (int)Vocabulary - 1;

    [Fact]
    public void Gather_FromAMatrixBeyondTwoGigabytes_TakesItsRows()
    {
        TensorLibrary.EnsureLoaded();
        using var scope = NewDisposeScope();
        var embedding = empty([Vocabulary, Width], float32);
        using (var end = embedding.narrow(0, Last, 1))
        {
            end.copy_(arange(Width, float32));
        }

        var rows = empty([2, Width], float32);
        RowCopy.Gather(embedding, [Last, Last], rows);

        Assert.True(embedding.numel() * sizeof(float) > int.MaxValue);
        Assert.All([0L, 1L], row => Assert.True(rows[row].Equals(arange(Width, float32))));
    }

    [Fact]
    public void FrozenLinear_OneRowThroughAMatrixBeyondTwoGigabytes_ReachesItsEnd()
    {
        TensorLibrary.EnsureLoaded();
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var weight = empty([Vocabulary, Width], float32);
        using (var end = weight.narrow(0, Last, 1))
        {
            end.fill_(0.5f);
        }

        using var space = new Workspace(CPU);
        using var head = new FrozenLinear(weight, null);
        var logits = empty([1, Vocabulary], float32);
        head.Forward(ones([1, Width], float32), logits, add: false, space);

        Assert.Equal(Width * 0.5f, logits[0, Last].item<float>());
    }

    [Fact]
    public void Gather_FromASingleColumnBeyondTwoGigabytes_TakesItsRows()
    {
        TensorLibrary.EnsureLoaded();
        using var scope = NewDisposeScope();
        const int Rows = (1 << 29) + 3;
        var column = empty([Rows, 1], float32);
        column[0, 0] = tensor(7f);
        column[Rows - 1, 0] = tensor(9f);

        var taken = empty([2, 1], float32);
        RowCopy.Gather(column, [Rows - 1, 0], taken);

        Assert.Equal([9f, 7f], taken.data<float>().ToArray());
    }
}
