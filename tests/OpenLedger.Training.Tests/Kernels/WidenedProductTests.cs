using OpenLedger.Training.Kernels;
using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Training.Tests.Kernels;

public sealed class WidenedProductTests
{
    [Theory]
    [InlineData(5, 3, 7, false)]
    [InlineData(64, 700, 1024, true)]
    [InlineData(2, 1, 600_000, true)]
    public void Products_EqualThoseOfTheWidenedWeight(int rows, int outputs, int inputs, bool add)
    {
        TensorLibrary.EnsureLoaded();
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        using var space = new Workspace(CPU);
        random.manual_seed(7);
        var weight = randn(outputs, inputs).to(ScalarType.BFloat16);
        var (x, y, dy, dx) = (randn(rows, inputs), randn(rows, outputs), randn(rows, outputs), randn(rows, inputs));
        var wide = weight.to(ScalarType.Float32);
        var (expected, expectedBack) = (add ? y + x.matmul(wide.t()) : x.matmul(wide.t()), dy.matmul(wide));

        WidenedProduct.Forward(x, weight, y, add, space);
        WidenedProduct.Backward(dy, weight, dx, space);

        Assert.True((y - expected).abs().max().item<float>() <= 1e-4 * Math.Sqrt(inputs));
        Assert.True((dx - expectedBack).abs().max().item<float>() <= 1e-4 * Math.Sqrt(outputs));
        Assert.True(space.Bytes <= 4L * Math.Max(1 << 19, inputs));
    }
}
