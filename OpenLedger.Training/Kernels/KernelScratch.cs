using System.Runtime.InteropServices;

namespace OpenLedger.Training.Kernels;

/// <summary>
/// Memory for the intermediate values of a kernel: one piece a thread, grown when needed, kept as long as the thread lives. It
/// belongs to the thread, not to a thread number, so that a run and a conversation beside it do not share any.
/// </summary>
internal sealed unsafe class KernelScratch
{
    private const nuint Alignment = 64;
    private const long Step = 4096;

    [ThreadStatic]
    private static KernelScratch? _ofThread;

    private float* _memory;
    private long _count;

    private KernelScratch()
    {
    }

    ~KernelScratch() => NativeMemory.AlignedFree(_memory);

    /// <summary>At least <paramref name="count"/> floats of this thread, with whatever was in them; the next call may move them.</summary>
    public static float* Floats(long count)
    {
        var scratch = _ofThread ??= new KernelScratch();
        if (scratch._count < count)
        {
            NativeMemory.AlignedFree(scratch._memory);
            scratch._memory = null;
            scratch._count = 0;
            var wanted = (count + Step - 1) / Step * Step;
            scratch._memory = (float*)NativeMemory.AlignedAlloc((nuint)wanted * sizeof(float), Alignment);
            scratch._count = wanted;
        }

        return scratch._memory;
    }
}
