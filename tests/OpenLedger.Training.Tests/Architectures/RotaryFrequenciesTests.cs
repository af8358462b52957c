using System.Text.Json;
using OpenLedger.Training.Architectures;

namespace OpenLedger.Training.Tests.Architectures;

public class RotaryFrequenciesTests
{
    private const double Tolerance = 1e-4;

    [Theory]
    [InlineData("test_default_rope_numerically", "{\"rope_type\":\"default\"}", 1)]
    [InlineData("test_llama3_rope_numerically", "{\"rope_type\":\"llama3\",\"factor\":10.0,\"original_max_position_embeddings\":2048,\"low_freq_factor\":1,\"high_freq_factor\":4}", 1)]
    [InlineData("test_yarn_rope_numerically", "{\"rope_type\":\"yarn\",\"factor\":10.0,\"beta_fast\":32,\"beta_slow\":1}", 1.2302585)]
    public void Of_SnapshotsOfTransformers_GivesTheirNumbers(string name, string rope, double factor)
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(Shelf.Fixture("transformers", "rope_expected.json")));
        var numbers = expected.RootElement.GetProperty("expected_inv_freq").GetProperty(name).EnumerateArray().Select(item => item.GetDouble()).ToArray();
        var config = BaseModelConfig.Parse($"{{\"model_type\":\"llama\",\"rope_scaling\":{rope}}}", "config.json");

        var (frequencies, attention) = RotaryFrequencies.Of(config);

        Assert.Equal(64, numbers.Length);
        Assert.Equal(numbers.Length, frequencies.Length);
        Assert.All(numbers.Zip(frequencies), pair => Assert.InRange(pair.Second, pair.First * (1 - Tolerance), pair.First * (1 + Tolerance)));
        Assert.Equal(factor, attention, 6);
    }

    [Fact]
    public void Of_Linear_DividesByTheFactor()
    {
        var plain = Of("null");
        var linear = Of("{\"type\":\"linear\",\"factor\":4.0}");

        Assert.Equal(plain.Select(value => value / 4), linear);
    }

    [Fact]
    public void Of_YarnOfDeepSeek_RampsBetweenTenAndTwentyThree()
    {
        var plain = Of("null", headDimension: 64);
        var yarn = Of("{\"type\":\"yarn\",\"factor\":40,\"original_max_position_embeddings\":4096,\"mscale\":1.0,\"mscale_all_dim\":1.0}", headDimension: 64);

        Assert.Equal(plain[10], yarn[10]);
        Assert.True(yarn[11] < plain[11]);
        Assert.True(yarn[22] > plain[22] / 40);
        Assert.Equal(plain[23] / 40, yarn[23], 1e-9f);
    }

    private static float[] Of(string rope, int headDimension = 128) =>
        RotaryFrequencies.Of(BaseModelConfig.Parse($"{{\"model_type\":\"llama\",\"head_dim\":{headDimension},\"rope_scaling\":{rope}}}", "config.json")).InverseFrequencies;
}
