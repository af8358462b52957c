using OpenLedger.Training.Kernels;
using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Training.Tests.Kernels;

public sealed class WideSumTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    [InlineData(64, 1408)]
    public void Add_EqualsThePlainForm(int rows, int columns)
    {
        TensorLibrary.EnsureLoaded();
        using var scope = NewDisposeScope();
        random.manual_seed(6);
        var (narrow, target) = (randn(rows, columns).to(ScalarType.BFloat16), randn(rows, columns));
        var expected = WideSum.Plain(narrow, target);

        WideSum.Add(narrow, target);

        Assert.True(target.eq(expected).all().item<bool>());
    }
}
