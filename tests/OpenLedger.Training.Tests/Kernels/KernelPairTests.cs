using OpenLedger.Training.Kernels;
using OpenLedger.Training.Tests.Parity;
using static TorchSharp.torch;

namespace OpenLedger.Training.Tests.Kernels;

/// <summary>Every hand-written pair of forward and backward against its plain form under autograd.</summary>
public class KernelPairTests
{
    private const double Tolerance = 2e-5;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 20)]
    [InlineData(70, 160)]
    public void RmsNorm_EqualsItsPlainForm(int rows, int width)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var (x, weight, dy) = (randn(rows, width).requires_grad_(), randn(width), randn(rows, width));
        var plain = RmsNorm.Plain(x, weight, 1e-5f);
        plain.backward([dy]);
        using var noGrad = no_grad();
        var (y, dx) = (empty(rows, width), ones(rows, width));

        RmsNorm.Forward(x.detach(), weight, 1e-5f, y);
        RmsNorm.Backward(x.detach(), weight, 1e-5f, dy, dx, add: true);

        Close.Everywhere(plain.detach(), y, Tolerance, "y");
        Close.Everywhere(x.grad! + 1, dx, Tolerance, "dx");
    }

    [Fact]
    public void RmsNorm_OfZeros_IsZeroAndNotNan()
    {
        using var scope = NewDisposeScope();
        var y = ones(2, 16);

        RmsNorm.Forward(zeros(2, 16), ones(16), 1e-6f, y);

        Assert.Equal(0, y.abs().max().item<float>());
    }

    [Theory]
    [InlineData(2, 5)]
    [InlineData(40, 432)]
    public void SwiGlu_EqualsItsPlainForm(int rows, int inner)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(2);
        var (gateUp, gradient) = ((randn(rows, 2 * inner) * 4).detach().requires_grad_(), randn(rows, inner));
        var plain = SwiGlu.Plain(gateUp);
        plain.backward([gradient]);
        using var noGrad = no_grad();
        var (product, both) = (empty(rows, inner), gateUp.detach().clone());

        SwiGlu.Forward(both, product);
        SwiGlu.Backward(both, gradient);

        Close.Everywhere(plain.detach(), product, Tolerance, "product");
        Close.Everywhere(gateUp.grad!, both, Tolerance, "gradient of gate and up");
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(33, 1536)]
    [InlineData(5, 32003)]
    public void CrossEntropy_EqualsItsPlainForm(int rows, int words)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        var logits = (randn(rows, words) * 5).detach().requires_grad_();
        var targets = randint(0, words, rows);
        var plain = CrossEntropy.Plain(logits, targets);
        plain.backward();
        using var noGrad = no_grad();
        var ours = logits.detach().clone();

        var loss = CrossEntropy.LossAndGradient(ours, GoldenModel.Numbers(targets), 0.5f);

        Close.Relative(plain.item<float>(), loss, Tolerance, "loss");
        // A few units in the last place of a probability near one.
        Close.Everywhere(logits.grad! * 0.5, ours, 5e-6, "gradient of the logits");
    }

    [Theory]
    [InlineData(8)]
    [InlineData(20)]
    [InlineData(64)]
    public void Rotary_EqualsItsPlainForm_AndTurnsBack(int width)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(4);
        var rotary = new Rotary([.. Enumerable.Range(0, width / 2).Select(i => MathF.Pow(10000, -2f * i / width))], 1.25f);
        int[] positions = [0, 1, 2, 0, 1, 130];
        var (rows, gradient) = (randn(6, 4 * width).requires_grad_(), randn(6, 4 * width));
        var plain = rotary.Plain(rows, positions, 3);
        plain.backward([gradient]);
        using var noGrad = no_grad();
        var (turned, back) = (rows.detach().clone(), gradient.clone());

        rotary.Apply(turned, positions, 3, backward: false);
        rotary.Apply(back, positions, 3, backward: true);

        Close.Everywhere(plain.detach(), turned, Tolerance, "turned heads");
        Close.Everywhere(rows.grad!, back, Tolerance, "gradient of the heads");
    }

    [Fact]
    public void HeadNorm_EqualsItsPlainForm()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(5);
        var (heads, queryWeight, keyWeight, gradient) = (randn(9, 5 * 16).requires_grad_(), randn(16), randn(16), randn(9, 5 * 16));
        var plain = HeadNorm.Plain(heads, queryWeight, keyWeight, 1e-6f, 2, 1);
        plain.backward([gradient]);
        using var noGrad = no_grad();
        var (ours, raw, back) = (heads.detach().clone(), empty(9, 3 * 16), gradient.clone());

        HeadNorm.Forward(ours, queryWeight, keyWeight, 1e-6f, 2, 1, raw);
        HeadNorm.Backward(raw, queryWeight, keyWeight, 1e-6f, 2, 1, back);

        Close.Everywhere(plain.detach(), ours, Tolerance, "normed heads");
        Close.Everywhere(heads.grad!, back, Tolerance, "gradient of the heads");
    }

    [Fact]
    public void Dropout_OfOnePlace_IsTheSameTwice_AndKeepsTheMean()
    {
        using var scope = NewDisposeScope();
        var (x, first, second) = (ones(200, 300), empty(200, 300), zeros(200, 300));

        Dropout.Apply(x, first, 0.25f, 7, add: false);
        Dropout.Apply(x, second, 0.25f, 7, add: true);

        Assert.True(first.equal(second).all().item<bool>());
        Assert.Equal(0.25, (first == 0).to(ScalarType.Float64).mean().item<double>(), 2);
        Assert.Equal(1, first.mean().item<float>(), 0.02);
    }
}
