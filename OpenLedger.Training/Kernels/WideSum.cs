using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using OpenLedger.Training.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenLedger.Training.Kernels;

/// <summary>Adds bfloat16 numbers to float32 ones: a bfloat16 is the upper half of the float32 that it means.</summary>
internal static unsafe class WideSum
{
    private const int SmallestShare = 16384;
    private const int LowerBits = 16;

    /// <summary>The plain form.</summary>
    public static Tensor Plain(Tensor narrow, Tensor target) => target + narrow.to(ScalarType.Float32);

    /// <summary><c>target += narrow</c> for two contiguous tensors of as many elements.</summary>
    public static void Add(Tensor narrow, Tensor target)
    {
        if (!target.IsPlainFloat() || narrow.device_type != DeviceType.CPU || !target.is_contiguous())
        {
            using var scope = NewDisposeScope();
            target.add_(narrow.to(ScalarType.Float32));
            return;
        }

        var (from, to) = ((nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(narrow.bytes)), (nint)target.Floats());
        ParallelLoop.Rows((int)target.numel(), SmallestShare, (start, end) => Part((ushort*)from, (float*)to, start, end));
    }

    private static void Part(ushort* narrow, float* wide, int start, int end)
    {
        var i = start;
        for (; i <= end - Vector128<ushort>.Count; i += Vector128<ushort>.Count)
        {
            var (low, high) = Vector128.Widen(Vector128.Load(narrow + i));
            var first = Vector128.ShiftLeft(low, LowerBits).AsSingle();
            var second = Vector128.ShiftLeft(high, LowerBits).AsSingle();
            (Vector128.Load(wide + i) + first).Store(wide + i);
            (Vector128.Load(wide + i + Vector128<float>.Count) + second).Store(wide + i + Vector128<float>.Count);
        }

        for (; i < end; i++)
        {
            wide[i] += BitConverter.UInt32BitsToSingle((uint)narrow[i] << LowerBits);
        }
    }
}
