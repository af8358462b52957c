using System.Runtime.InteropServices;

namespace OpenLedger.Training.Kernels;

/// <summary>
/// Memory for the intermediate values of a kernel, grown when needed and kept as long as the thread lives. It belongs to the thread,
/// not to a thread number, so that a run and a conversation beside it do not share any.
/// </summary>
internal sealed unsafe class KernelScratch
{
    private const nuint Alignment = 64;
    private const long Step = 4096;

    [ThreadStatic]
    private static KernelScratch? _ofPiece;

    [ThreadStatic]
    private static KernelScratch? _ofCall;

    private float* _memory;
    private long _count;

    private KernelScratch()
    {
    }

    ~KernelScratch() => NativeMemory.AlignedFree(_memory);

    /// <summary>What this thread needs for the piece of work it does.</summary>
    public static KernelScratch OfPiece => _ofPiece ??= new KernelScratch();

    /// <summary>What the calling thread holds for all pieces of one call.</summary>
    public static KernelScratch OfCall => _ofCall ??= new KernelScratch();

    /// <summary>At least this many floats, with whatever was in them; the next request may move them.</summary>
    public float* Floats(long count)
    {
        if (_count < count)
        {
            NativeMemory.AlignedFree(_memory);
            _memory = null;
            _count = 0;
            var wanted = (count + Step - 1) / Step * Step;
            _memory = (float*)NativeMemory.AlignedAlloc((nuint)wanted * sizeof(float), Alignment);
            _count = wanted;
        }

        return _memory;
    }
}
