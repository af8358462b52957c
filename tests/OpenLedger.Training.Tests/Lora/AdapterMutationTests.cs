using System.Diagnostics;
using OpenLedger.Training.Chance;
using OpenLedger.Training.Lora;

namespace OpenLedger.Training.Tests.Lora;

/// <summary>Thousands of damaged adapters: each is read or refused, and what is read can be written and read again.</summary>
public class AdapterMutationTests
{
    private const string Weights = "adapter_model.safetensors";
    private static readonly string[] Kinds = ["plain", "regex", "rank-pattern", "some-layers", "exclude", "half"];

    [Fact]
    public void Read_DamagedAdapters_AreReadOrRefused()
    {
        using var scratch = new ScratchFolder();
        var originals = Kinds.Select(kind => Shelf.Golden("adapters", kind))
            .Select(folder => (Config: File.ReadAllBytes(Path.Combine(folder, LoraConfig.FileName)), Weights: File.ReadAllBytes(Path.Combine(folder, Weights))))
            .ToArray();
        var (read, refused) = (0, 0);
        for (var seed = 0; seed < LongRun.Mutations; seed++)
        {
            var random = SeededRandom.For(seed, nameof(AdapterMutationTests));
            var original = originals[random.Next(originals.Length)];
            var damageWeights = random.Next(3) == 0;
            scratch.Write(LoraConfig.FileName, damageWeights ? original.Config : SeededMutation.Of(original.Config, random));
            scratch.Write(Weights, damageWeights ? SeededMutation.Of(original.Weights, random) : original.Weights);
            var watch = Stopwatch.StartNew();
            try
            {
                using var adapter = Adapter.Read(scratch.Path, Bases.OfAdapters);
                _ = LoraConfig.Parse(adapter.Config.ToJson(), "again");
                read++;
            }
            catch (TrainingException exception)
            {
                Assert.Contains(scratch.Path, exception.Message, StringComparison.Ordinal);
                Assert.True(exception.Message.Length < 4_000, exception.Message);
                refused++;
            }

            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"seed {seed} took {watch.Elapsed}");
        }

        Assert.True(read > LongRun.Mutations / 20, $"only {read} were read");
        Assert.True(refused > LongRun.Mutations / 20, $"only {refused} were refused");
    }
}
