using static TorchSharp.torch;

namespace OpenLedger.Training.Tensors;

/// <summary>
/// What a buffer of the run holds. Those above <see cref="Shared"/> exist once a layer, the others once; those from
/// <see cref="NarrowInput"/> on are bfloat16, all others float32.
/// </summary>
internal enum Slot
{
    Residual, Heads, RawHeads, Attended, AttendedRows, LogSumExp, Middle, GateUp, InputRank, OutputRank, GateUpRank, DownRank,
    Shared,
    Normed, Product, Gradient, RowGradient, NormedGradient, InnerGradient, HeadsGradient, AttendedGradient, RankGradient,
    Dropped, DroppedGradient, Labelled, LabelledGradient, Logits, ResidualRows, Widened,
    NarrowInput, NarrowResult,
}

/// <summary>
/// Buffers that live as long as the run. Large blocks that come and go cost page faults (or make glibc grow), so each is
/// allocated once, at the largest size it was asked for, and handed out as a view of its first rows. What is known beforehand is
/// reserved as one block.
/// </summary>
internal sealed class Workspace(Device device) : IDisposable
{
    /// <summary>Each buffer of a reserved block begins at a cache line.</summary>
    private const long AlignmentFloats = 16;

    private readonly Dictionary<(Slot Slot, int Layer), Tensor> _buffers = [];
    private Tensor? _reserved;

    /// <summary>Bytes of all buffers.</summary>
    public long Bytes => _buffers.Values.Sum(buffer => buffer.numel() * buffer.element_size());

    /// <summary>Bytes of an element of a slot.</summary>
    public static int ElementBytes(Slot slot) => slot >= Slot.NarrowInput ? sizeof(ushort) : sizeof(float);

    /// <summary>Where a buffer is kept: shared ones are the same for all layers.</summary>
    public static (Slot Slot, int Layer) KeyOf(Slot slot, int layer) => (slot, slot < Slot.Shared ? layer : 0);

    /// <summary>Makes room for buffers in one block, before any is taken; memory that is not written to is not taken from the system.</summary>
    public void Reserve(IEnumerable<(Slot Slot, int Layer, long Count)> buffers)
    {
        using var scope = NewDisposeScope();
        var wide = new List<(Slot Slot, int Layer, long Count)>();
        foreach (var buffer in buffers)
        {
            if (TypeOf(buffer.Slot) == ScalarType.Float32)
            {
                wide.Add(buffer);
            }
            else
            {
                _buffers[KeyOf(buffer.Slot, buffer.Layer)] = New(buffer.Slot, buffer.Count);
            }
        }

        _reserved = empty(Math.Max(1, wide.Sum(buffer => Whole(buffer.Count))), ScalarType.Float32, device).DetachFromDisposeScope();
        long start = 0;
        foreach (var (slot, layer, count) in wide)
        {
            _buffers[KeyOf(slot, layer)] = _reserved.narrow(0, start, count).DetachFromDisposeScope();
            start += Whole(count);
        }
    }

    /// <summary>
    /// A matrix <c>[rows, columns]</c> with the content its last user left. The view belongs to the current dispose scope.
    /// </summary>
    public Tensor Take(Slot slot, int layer, long rows, long columns)
    {
        var key = KeyOf(slot, layer);
        var needed = rows * columns;
        if (!_buffers.TryGetValue(key, out var buffer) || buffer.numel() < needed)
        {
            buffer?.Dispose();
            buffer = New(slot, needed);
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
        _reserved?.Dispose();
        _reserved = null;
    }

    private static ScalarType TypeOf(Slot slot) => slot >= Slot.NarrowInput ? ScalarType.BFloat16 : ScalarType.Float32;

    private Tensor New(Slot slot, long count) => empty(Math.Max(1, count), TypeOf(slot), device).DetachFromDisposeScope();

    private static long Whole(long floats) => (floats + AlignmentFloats - 1) / AlignmentFloats * AlignmentFloats;
}
