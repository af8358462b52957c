using System.Runtime.Intrinsics.X86;
using OpenLedger.Training.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenLedger.Training.Kernels;

/// <summary>
/// Products with a bfloat16 weight on a processor that has no instructions for bfloat16, where libtorch computes them one number at a time:
/// the weight is widened to float32 a piece at a time, in a buffer that stays in the cache, and multiplied as any other. The weight is held
/// in half the memory all the same.
/// </summary>
internal static class WidenedProduct
{
    /// <summary>Floats of a piece: half a megabyte for each of a few cores.</summary>
    private const long PieceFloats = 1 << 19;

    private const int FeatureLeaf = 7;
    private const int Bf16Bit = 5;
    private const int AmxBf16Bit = 22;

    /// <summary>Whether this processor is better off so.</summary>
    public static bool IsNeeded { get; } = X86Base.IsSupported && !HasInstructions();

    /// <summary>Whether a weight is multiplied so.</summary>
    public static bool Fits(Tensor weight) => IsNeeded && weight.dtype == ScalarType.BFloat16 && weight.device_type == DeviceType.CPU;

    /// <summary>The rows of a weight that are widened at a time.</summary>
    public static long PieceRows(long rows, long columns) => Math.Min(rows, Math.Max(1, PieceFloats / columns));

    /// <summary><c>y (+)= x Wᵀ</c>, W <c>[out, in]</c>.</summary>
    public static void Forward(Tensor x, Tensor weight, Tensor y, bool add, Workspace space) => EachPiece(weight, space, (piece, start) =>
    {
        using var target = y.narrow(1, start, piece.size(0));
        using var turned = piece.t();
        target.addmm_(x, turned, beta: add ? 1 : 0, alpha: 1);
    });

    /// <summary><c>dx = dy W</c>.</summary>
    public static void Backward(Tensor dy, Tensor weight, Tensor dx, Workspace space) => EachPiece(weight, space, (piece, start) =>
    {
        using var part = dy.narrow(1, start, piece.size(0));
        dx.addmm_(part, piece, beta: start == 0 ? 0 : 1, alpha: 1);
    });

    private static void EachPiece(Tensor weight, Workspace space, Action<Tensor, long> use)
    {
        var (rows, columns) = (weight.size(0), weight.size(1));
        var atOnce = PieceRows(rows, columns);
        for (long start = 0; start < rows; start += atOnce)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(atOnce, rows - start);
            var wide = space.Take(Slot.Widened, 0, count, columns);
            wide.copy_(weight.narrow(0, start, count));
            use(wide, start);
        }
    }

    private static bool HasInstructions()
    {
        if (X86Base.CpuId(0, 0).Eax < FeatureLeaf)
        {
            return false;
        }

        var (most, _, _, features) = X86Base.CpuId(FeatureLeaf, 0);
        var more = most >= 1 ? X86Base.CpuId(FeatureLeaf, 1).Eax : 0;
        return Avx512F.IsSupported && (((more >> Bf16Bit) & 1) == 1 || ((features >> AmxBf16Bit) & 1) == 1);
    }
}
