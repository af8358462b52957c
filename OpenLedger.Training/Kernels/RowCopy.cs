using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Training.Kernels;

/// <summary>Takes chosen rows out of a matrix and puts them back: the head and the last layer work on labelled positions only.</summary>
internal static unsafe class RowCopy
{
    private const int SmallestShare = 64;

    /// <summary><c>target[i] = source[rows[i]]</c>.</summary>
    public static void Gather(Tensor source, int[] rows, Tensor target)
    {
        if (!source.IsPlainFloat())
        {
            using var scope = NewDisposeScope();
            target.copy_(source.index_select(0, tensor(rows.Select(row => (long)row).ToArray()).to(source.device)));
            return;
        }

        var from = source.Floats();
        var to = target.Floats();
        var width = source.Columns();
        ParallelLoop.Rows(rows.Length, SmallestShare, (start, end) =>
        {
            for (var i = start; i < end; i++)
            {
                Buffer.MemoryCopy(from + ((long)rows[i] * width), to + ((long)i * width), width * sizeof(float), width * sizeof(float));
            }
        });
    }

    /// <summary><c>target[rows[i]] = source[i]</c>, all other rows zero.</summary>
    public static void Scatter(Tensor source, int[] rows, Tensor target)
    {
        target.zero_();
        if (!source.IsPlainFloat())
        {
            using var scope = NewDisposeScope();
            target.index_copy_(0, tensor(rows.Select(row => (long)row).ToArray()).to(source.device), source);
            return;
        }

        var from = source.Floats();
        var to = target.Floats();
        var width = source.Columns();
        ParallelLoop.Rows(rows.Length, SmallestShare, (start, end) =>
        {
            for (var i = start; i < end; i++)
            {
                Buffer.MemoryCopy(from + ((long)i * width), to + ((long)rows[i] * width), width * sizeof(float), width * sizeof(float));
            }
        });
    }
}
