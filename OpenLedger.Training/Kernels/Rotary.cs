using System.Runtime.Intrinsics;
using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Training.Kernels;

/// <summary>
/// Rotary position embedding (Su et al. 2021) in the half-split layout of the hub: with d the head dimension, the pair (j, j + d/2) of a
/// head at position p turns by <c>p * inv[j]</c>. Cosine and sine carry the attention factor of YaRN.
/// </summary>
internal sealed unsafe class Rotary
{
    private const int SmallestShare = 32;
    private readonly float[] _inverse;
    private readonly float _factor;
    private readonly Lock _growing = new();
    private volatile Table _table = new([], []);

    /// <summary>Creates the table from d/2 inverse frequencies and the factor on cosine and sine.</summary>
    public Rotary(float[] inverseFrequencies, float attentionFactor)
    {
        (_inverse, _factor) = (inverseFrequencies, attentionFactor);
    }

    private int Half => _inverse.Length;

    /// <summary>The plain form, differentiable by autograd: turns <paramref name="heads"/> heads at the start of each row of <c>[tokens, columns]</c>.</summary>
    public Tensor Plain(Tensor rows, int[] positions, int heads)
    {
        var width = heads * 2 * Half;
        var (cosine, sine) = Tables(positions, rows.device);
        var x = rows.narrow(1, 0, width).reshape(-1, heads, 2 * Half);
        var (first, second) = (x.narrow(2, 0, Half), x.narrow(2, Half, Half));
        var turned = cat([(first * cosine) - (second * sine), (second * cosine) + (first * sine)], 2).reshape(-1, width);
        return cat([turned, rows.narrow(1, width, rows.size(1) - width)], 1);
    }

    /// <summary>Turns the first <paramref name="heads"/> heads of every row in place; <paramref name="backward"/> turns gradients back.</summary>
    public void Apply(Tensor rows, int[] positions, int heads, bool backward)
    {
        if (!rows.IsPlainFloat())
        {
            ApplyByTorch(rows, positions, heads, backward);
            return;
        }

        var angles = Reaching(positions);
        var (count, columns) = (rows.Rows(), rows.Columns());
        var data = rows.Floats();
        ParallelLoop.Rows(count, SmallestShare, (start, end) =>
        {
            fixed (float* cosine = angles.Cosine, sine = angles.Sine)
            {
                for (var row = start; row < end; row++)
                {
                    var table = (long)positions[row] * Half;
                    for (var head = 0; head < heads; head++)
                    {
                        Turn(data + ((long)row * columns) + (head * 2 * Half), cosine + table, sine + table, backward ? -1f : 1f);
                    }
                }
            }
        });
    }

    private void Turn(float* x, float* cosine, float* sine, float direction)
    {
        var y = x + Half;
        var column = 0;
        var sign = Vector256.Create(direction);
        for (; column <= Half - Vector256<float>.Count; column += Vector256<float>.Count)
        {
            var (a, b) = (Vector256.Load(x + column), Vector256.Load(y + column));
            var (c, s) = (Vector256.Load(cosine + column), Vector256.Load(sine + column) * sign);
            ((a * c) - (b * s)).Store(x + column);
            ((b * c) + (a * s)).Store(y + column);
        }

        for (; column < Half; column++)
        {
            var (a, b, c, s) = (x[column], y[column], cosine[column], sine[column] * direction);
            x[column] = (a * c) - (b * s);
            y[column] = (b * c) + (a * s);
        }
    }

    private void ApplyByTorch(Tensor rows, int[] positions, int heads, bool backward)
    {
        using var scope = NewDisposeScope();
        var (cosine, sine) = Tables(positions, rows.device);
        var x = rows.narrow(1, 0, heads * 2 * Half).view(-1, heads, 2 * Half);
        var (first, second) = (x.narrow(2, 0, Half), x.narrow(2, Half, Half));
        sine = backward ? -sine : sine;
        var turned = (first * cosine) - (second * sine);
        second.copy_((second * cosine) + (first * sine));
        first.copy_(turned);
    }

    private (Tensor Cosine, Tensor Sine) Tables(int[] positions, Device device)
    {
        var angles = Reaching(positions);
        var index = tensor(Array.ConvertAll(positions, position => (long)position));
        Tensor Of(float[] table) => tensor(table).view(-1, Half).index_select(0, index).unsqueeze(1).to(device);
        return (Of(angles.Cosine), Of(angles.Sine));
    }

    /// <summary>The table that reaches the highest position; several threads may ask at once.</summary>
    private Table Reaching(int[] positions)
    {
        var needed = positions.Length == 0 ? 1L : positions.Max() + 1L;
        if (_table.Cosine.LongLength < needed * Half)
        {
            lock (_growing)
            {
                if (_table.Cosine.LongLength < needed * Half)
                {
                    // Twice the table, as far as an array reaches.
                    var doubled = Math.Min(_table.Cosine.LongLength / Math.Max(1, Half) * 2, Array.MaxLength / Math.Max(1, Half));
                    _table = Fill(Math.Max(needed, Math.Max(64, doubled)));
                }
            }
        }

        return _table;
    }

    private Table Fill(long length)
    {
        var (cosine, sine) = (new float[length * Half], new float[length * Half]);
        for (var position = 0L; position < length; position++)
        {
            for (var column = 0; column < Half; column++)
            {
                var (s, c) = Math.SinCos((double)(position * _inverse[column]));
                cosine[(position * Half) + column] = (float)c * _factor;
                sine[(position * Half) + column] = (float)s * _factor;
            }
        }

        return new Table(cosine, sine);
    }

    /// <summary>Cosine and sine of every position, <c>[positions, d / 2]</c>.</summary>
    private sealed record Table(float[] Cosine, float[] Sine);
}
