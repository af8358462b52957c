using System.Diagnostics;
using OpenLedger.Training.Architectures;
using OpenLedger.Training.Chance;

namespace OpenLedger.Training.Tests.Architectures;

/// <summary>Thousands of damaged configurations: each is understood or refused, and what is understood can be built upon.</summary>
public class ConfigMutationTests
{
    [Fact]
    public void Read_DamagedConfigurations_AreUnderstoodOrRefused()
    {
        using var scratch = new ScratchFolder();
        var originals = Directory.EnumerateFiles(Shelf.Golden("models"), "config*.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes)
            .ToArray();
        var (understood, refused) = (0, 0);
        for (var seed = 0; seed < LongRun.Mutations; seed++)
        {
            var random = SeededRandom.For(seed, nameof(ConfigMutationTests));
            scratch.Write("config.json", Damage(originals[random.Next(originals.Length)], random));
            var watch = Stopwatch.StartNew();
            try
            {
                Use(BaseModelConfig.Read(scratch.Path), seed);
                understood++;
            }
            catch (TrainingException exception)
            {
                Assert.StartsWith(scratch.Path, exception.Message, StringComparison.Ordinal);
                Assert.True(exception.Message.Length < 1_000, exception.Message);
                refused++;
            }

            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"seed {seed} took {watch.Elapsed}");
        }

        Assert.True(understood > LongRun.Mutations / 20, $"only {understood} were understood");
        Assert.True(refused > LongRun.Mutations / 20, $"only {refused} were refused");
    }

    private static void Use(BaseModelConfig config, int seed)
    {
        var (frequencies, factor) = RotaryFrequencies.Of(config);
        Assert.True(float.IsFinite(factor) && frequencies.All(float.IsFinite), $"seed {seed}: the frequencies are not finite");
        Assert.Equal(config.HeadDimension / 2, frequencies.Length);
        Assert.True(CheckpointLayout.ParameterCount(config) > 0);
        Assert.Equal(7 * config.LayerCount, CheckpointLayout.LinearModules(config).Count);
        _ = config.WindowOf(config.LayerCount - 1);
    }

    /// <summary>Damage anywhere, or in the digits alone.</summary>
    private static byte[] Damage(byte[] original, SeededRandom random)
    {
        if (random.Next(2) == 0)
        {
            return SeededMutation.Of(original, random);
        }

        var changed = (byte[])original.Clone();
        var digits = Enumerable.Range(0, changed.Length).Where(place => changed[place] is >= (byte)'0' and <= (byte)'9').ToArray();
        for (var change = 0; change <= random.Next(3); change++)
        {
            changed[digits[random.Next(digits.Length)]] = (byte)"0123456789-.eE"[random.Next(14)];
        }

        return changed;
    }
}
