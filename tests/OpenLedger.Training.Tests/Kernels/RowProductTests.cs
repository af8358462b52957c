using OpenLedger.Training.Kernels;
using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Training.Tests.Kernels;

public sealed class RowProductTests
{
    [Theory]
    [InlineData(160, 432, false, false)]
    [InlineData(3, 5, true, false)]
    [InlineData(41, 259, true, true)]
    [InlineData(1, 2048, false, true)]
    [InlineData(3000, 77, true, true)]
    public void FrozenLinear_OneRow_EqualsThePlainForm(int outputs, int inputs, bool biased, bool add)
    {
        TensorLibrary.EnsureLoaded();
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        random.manual_seed(5);
        using var space = new Workspace(CPU);
        using var linear = new FrozenLinear(randn(outputs, inputs), biased ? randn(outputs) : null);
        var x = randn(1, inputs);
        var y = randn(1, outputs);
        var expected = add ? linear.Plain(x) + y : linear.Plain(x);

        linear.Forward(x, y, add, space);

        var far = (y - expected).abs().max().item<float>();
        Assert.True(far <= 1e-4 * Math.Sqrt(inputs), $"{far} apart");
    }

    [Fact]
    public void FrozenLinear_OneRow_DoesNotDependOnTheNumberOfThreads()
    {
        TensorLibrary.EnsureLoaded();
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        using var space = new Workspace(CPU);
        using var linear = new FrozenLinear(randn(2000, 96), null);
        var x = randn(1, 96);
        var (one, two) = (empty(1, 2000), empty(1, 2000));
        var threads = get_num_threads();
        try
        {
            set_num_threads(1);
            linear.Forward(x, one, add: false, space);
            set_num_threads(2);
            linear.Forward(x, two, add: false, space);
        }
        finally
        {
            set_num_threads(threads);
        }

        Assert.True(one.eq(two).all().item<bool>());
    }
}
