using TorchSharp;
using static TorchSharp.torch;

namespace OpenLedger.Training.Architectures;

/// <summary>
/// The inverse frequencies of rotary position embedding. With d the head dimension and i = 0..d/2-1: inv[i] = theta^(-2i/d), then stretched by kind.
/// All steps are taken in float32 and in the reference's order, since an error in the last bit grows with the position.
/// </summary>
public static class RotaryFrequencies
{
    /// <summary>
    /// The d/2 inverse frequencies of <paramref name="config"/>, and the factor that multiplies both cosine and sine.
    /// </summary>
    public static (float[] InverseFrequencies, float AttentionFactor) Of(BaseModelConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return Of(config.Rotary, config.HeadDimension);
    }

    internal static (float[] InverseFrequencies, float AttentionFactor) Of(RotaryConfig rotary, int dimension)
    {
        var powers = Powers(rotary.Theta, dimension);
        var inverse = Array.ConvertAll(powers, power => 1f / power);
        var factor = (float)rotary.Factor;
        var frequencies = rotary.Kind switch
        {
            RotaryKind.Linear => Array.ConvertAll(inverse, value => value / factor),
            RotaryKind.Llama3 => Array.ConvertAll(inverse, value => Llama3(value, rotary)),
            RotaryKind.Yarn => Yarn(powers, rotary),
            _ => inverse,
        };
        return (frequencies, (float)rotary.AttentionFactor);
    }

    /// <summary>theta^(2i/d), by libtorch: its power function decides the last bit in the reference too.</summary>
    private static float[] Powers(double theta, int dimension)
    {
        using var noGrad = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var exponents = torch.arange(0, dimension, 2, dtype: ScalarType.Float32, device: CPU) / dimension;
        return torch.tensor(theta, dtype: ScalarType.Float64).pow(exponents).data<float>().ToArray();
    }

    private static float Llama3(float inverse, RotaryConfig rotary)
    {
        var factor = (float)rotary.Factor;
        var waveLength = 1f / inverse * (float)(2 * Math.PI);
        if (waveLength > rotary.OriginalMaxPositions / rotary.LowFrequencyFactor)
        {
            return inverse / factor;
        }

        if (waveLength < rotary.OriginalMaxPositions / rotary.HighFrequencyFactor)
        {
            return inverse;
        }

        var span = (float)(rotary.HighFrequencyFactor - rotary.LowFrequencyFactor);
        var smooth = (1f / waveLength * rotary.OriginalMaxPositions - (float)rotary.LowFrequencyFactor) / span;
        return (1f - smooth) * inverse / factor + smooth * inverse;
    }

    private static float[] Yarn(float[] powers, RotaryConfig rotary)
    {
        var dimension = 2 * powers.Length;
        var low = RampEnd(rotary.BetaFast, dimension, rotary);
        var high = RampEnd(rotary.BetaSlow, dimension, rotary);
        if (rotary.Truncate)
        {
            (low, high) = (Math.Floor(low), Math.Ceiling(high));
        }

        low = Math.Max(low, 0);
        high = Math.Min(high, dimension - 1);
        if (low == high)
        {
            high += 0.001;
        }

        var frequencies = new float[powers.Length];
        for (var i = 0; i < powers.Length; i++)
        {
            var ramp = Math.Clamp((i - (float)low) / (float)(high - low), 0f, 1f);
            var kept = 1f - ramp;
            frequencies[i] = 1f / ((float)rotary.Factor * powers[i]) * (1f - kept) + 1f / powers[i] * kept;
        }

        return frequencies;
    }

    /// <summary>The dimension that turns <paramref name="rotations"/> times over the original length: d ln(O / (2 pi r)) / (2 ln theta).</summary>
    private static double RampEnd(double rotations, int dimension, RotaryConfig rotary) =>
        dimension * Math.Log(rotary.OriginalMaxPositions / (rotations * 2 * Math.PI)) / (2 * Math.Log(rotary.Theta));
}
