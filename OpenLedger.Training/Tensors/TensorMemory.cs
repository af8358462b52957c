using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenLedger.Training.Tensors;

/// <summary>The bytes behind a tensor, for kernels that are written by hand.</summary>
internal static unsafe class TensorMemory
{
    /// <summary>Whether the hand-written kernels can work on this tensor: float32 in the computer's own memory.</summary>
    public static bool IsPlainFloat(this Tensor tensor) =>
        tensor.device_type == DeviceType.CPU && tensor.dtype == ScalarType.Float32;

    /// <summary>The first element. The tensor must be contiguous and must outlive the pointer.</summary>
    public static float* Floats(this Tensor tensor) =>
        tensor.numel() == 0 ? null : (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));

    /// <summary>The number of rows of a matrix.</summary>
    public static int Rows(this Tensor tensor) => (int)tensor.size(0);

    /// <summary>The number of columns of a matrix.</summary>
    public static int Columns(this Tensor tensor) => (int)tensor.size(1);
}
