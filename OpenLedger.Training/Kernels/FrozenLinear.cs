using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Training.Kernels;

/// <summary>
/// A linear projection whose weight never changes: <c>y = x Wᵀ + b</c>, W <c>[out, in]</c>. Projections that read the same input
/// (query, key, value; gate, up) are one weight, one below the other, and so one product. In bfloat16 both factors are rounded to
/// bfloat16 and the product is widened again; where the processor has no instructions for that, see <see cref="WidenedProduct"/>.
/// </summary>
internal sealed class FrozenLinear : IDisposable
{
    private readonly Tensor _transposed;

    /// <summary>Takes over the weight and the bias.</summary>
    public FrozenLinear(Tensor weight, Tensor? bias)
    {
        Weight = weight;
        Bias = bias;
        _transposed = weight.t().DetachFromDisposeScope();
    }

    /// <summary><c>[out, in]</c>, float32 or bfloat16.</summary>
    public Tensor Weight { get; }

    /// <summary><c>[out]</c>, float32, or null.</summary>
    public Tensor? Bias { get; }

    /// <summary>Rows of the weight.</summary>
    public long OutFeatures => Weight.size(0);

    /// <summary>Columns of the weight.</summary>
    public long InFeatures => Weight.size(1);

    /// <summary>The plain form, differentiable by autograd.</summary>
    public Tensor Plain(Tensor x)
    {
        var product = x.to(Weight.dtype).matmul(_transposed).to(ScalarType.Float32);
        return Bias is null ? product : product + Bias;
    }

    /// <summary><c>y (+)= x Wᵀ + b</c>; adds to what is in <paramref name="y"/> where <paramref name="add"/> is set.</summary>
    public void Forward(Tensor x, Tensor y, bool add, Workspace space)
    {
        if (RowProduct.Fits(x, Weight, y))
        {
            RowProduct.Forward(x, Weight, Bias, y, add);
            return;
        }

        if (Bias is not null)
        {
            _ = add ? y.add_(Bias) : y.copy_(Bias);
        }

        if (WidenedProduct.Fits(Weight))
        {
            WidenedProduct.Forward(x, Weight, y, add || Bias is not null, space);
            return;
        }

        Product(x, _transposed, y, add || Bias is not null, space);
    }

    /// <summary><c>dx = dy W</c>.</summary>
    public void Backward(Tensor dy, Tensor dx, Workspace space)
    {
        if (WidenedProduct.Fits(Weight))
        {
            WidenedProduct.Backward(dy, Weight, dx, space);
            return;
        }

        Product(dy, Weight, dx, add: false, space);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _transposed.Dispose();
        Weight.Dispose();
        Bias?.Dispose();
    }

    private static void Product(Tensor left, Tensor right, Tensor target, bool add, Workspace space)
    {
        if (right.dtype == ScalarType.Float32)
        {
            target.addmm_(left, right, beta: add ? 1 : 0, alpha: 1);
            return;
        }

        using var scope = NewDisposeScope();
        var narrow = space.Take(Slot.NarrowInput, 0, left.size(0), left.size(1));
        narrow.copy_(left);
        var product = space.Take(Slot.NarrowResult, 0, target.size(0), target.size(1));
        product.addmm_(narrow, right, beta: 0, alpha: 1);
        if (add)
        {
            WideSum.Add(product, target);
        }
        else
        {
            target.copy_(product);
        }
    }
}
