using static TorchSharp.torch;

namespace OpenLedger.Training.Tensors;

/// <summary>What a buffer of the run holds. Those above <see cref="Shared"/> exist once a layer, the others once.</summary>
internal enum Slot
{
    Residual, Heads, RawHeads, Attended, AttendedRows, LogSumExp, Middle, GateUp, InputRank, OutputRank, GateUpRank, DownRank,
    Shared,
    Normed, Product, Gradient, RowGradient, NormedGradient, InnerGradient, HeadsGradient, AttendedGradient, RankGradient,
    Dropped, DroppedGradient, Labelled, LabelledGradient, Logits, ResidualRows,
}

/// <summary>
/// Float32 buffers that live as long as the run. Large blocks that come and go cost page faults (or make glibc grow), so each is
/// allocated once, at the largest size it was asked for, and handed out as a view of its first rows.
/// </summary>
internal sealed class Workspace(Device device) : IDisposable
{
    private readonly Dictionary<(Slot Slot, int Layer), Tensor> _buffers = [];

    /// <summary>Bytes held.</summary>
    public long Bytes => _buffers.Values.Sum(buffer => buffer.numel() * buffer.element_size());

    /// <summary>
    /// A matrix <c>[rows, columns]</c> with the content its last user left. The view belongs to the current dispose scope.
    /// </summary>
    public Tensor Take(Slot slot, int layer, long rows, long columns)
    {
        var key = (slot, slot < Slot.Shared ? layer : 0);
        var needed = rows * columns;
        if (!_buffers.TryGetValue(key, out var buffer) || buffer.numel() < needed)
        {
            buffer?.Dispose();
            buffer = empty(Math.Max(1, needed), ScalarType.Float32, device).DetachFromDisposeScope();
            _buffers[key] = buffer;
        }

        using var part = buffer.narrow(0, 0, needed);
        return part.view(rows, columns);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var buffer in _buffers.Values)
        {
            buffer.Dispose();
        }

        _buffers.Clear();
    }
}
