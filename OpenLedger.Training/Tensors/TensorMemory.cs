using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenLedger.Training.Tensors;

/// <summary>The bytes behind a tensor, for kernels that are written by hand.</summary>
internal static unsafe class TensorMemory
{
    private const long MostInASpan = int.MaxValue / sizeof(float);

    /// <summary>Whether the hand-written kernels can work on this tensor: float32 in the computer's own memory.</summary>
    public static bool IsPlainFloat(this Tensor tensor) =>
        tensor.device_type == DeviceType.CPU && tensor.dtype == ScalarType.Float32;

    /// <summary>The first element. The tensor must be contiguous and must outlive the pointer.</summary>
    public static float* Floats(this Tensor tensor)
    {
        var count = tensor.numel();
        if (count <= MostInASpan)
        {
            return count == 0 ? null : First(tensor);
        }

        // A span reaches two gigabytes at most, but only its first byte is wanted: a view of one element begins at the same place.
        using var flat = tensor.view(-1);
        using var first = flat.narrow(0, 0, 1);
        return First(first);
    }

    private static float* First(Tensor tensor) => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));

    /// <summary>The number of rows of a matrix.</summary>
    public static int Rows(this Tensor tensor) => (int)tensor.size(0);

    /// <summary>The number of columns of a matrix.</summary>
    public static int Columns(this Tensor tensor) => (int)tensor.size(1);
}
