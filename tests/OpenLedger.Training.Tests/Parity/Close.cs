using static TorchSharp.torch;

namespace OpenLedger.Training.Tests.Parity;

/// <summary>Comparisons of tensors that say how far apart they are.</summary>
internal static class Close
{
    /// <summary>|actual - expected| at most <paramref name="tolerance"/> absolute plus the same relative, everywhere.</summary>
    public static void Everywhere(Tensor expected, Tensor actual, double tolerance, string what)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(expected.shape, actual.shape);
        var (wanted, got) = (expected.to(ScalarType.Float64), actual.to(ScalarType.Float64));
        var excess = ((got - wanted).abs() - (wanted.abs() * tolerance) - tolerance).max().item<double>();
        Assert.True(excess <= 0, $"{what}: {(got - wanted).abs().max().item<double>():G3} apart, {excess:G3} too much");
    }

    /// <summary>‖actual - expected‖ at most <paramref name="tolerance"/> times ‖expected‖.</summary>
    public static void InNorm(Tensor expected, Tensor actual, double tolerance, string what)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(expected.shape, actual.shape);
        var (wanted, got) = (expected.to(ScalarType.Float64), actual.to(ScalarType.Float64));
        var ratio = (got - wanted).norm().item<double>() / Math.Max(1e-30, wanted.norm().item<double>());
        Assert.True(ratio <= tolerance, $"{what}: relative L2 distance {ratio:G3}");
    }

    public static void Relative(double expected, double actual, double tolerance, string what) =>
        Assert.True(Math.Abs(actual - expected) <= tolerance * Math.Abs(expected), $"{what}: {actual:G9} instead of {expected:G9}");
}
