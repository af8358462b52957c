using System.Diagnostics;
using System.Text;
using OpenLedger.Training.Chance;
using OpenLedger.Training.Checkpoints;

namespace OpenLedger.Training.Tests.Checkpoints;

/// <summary>Thousands of damaged files: each is read or refused, nothing else, in bounded time and memory.</summary>
public class SafetensorsMutationTests
{
    private const long MostAllocated = 64 << 20;

    [Fact]
    public void Open_DamagedFiles_AreReadOrRefused()
    {
        using var scratch = new ScratchFolder();
        var originals = Originals();
        var (read, refused) = (0, 0);
        for (var seed = 0; seed < LongRun.Mutations; seed++)
        {
            var random = SeededRandom.For(seed, nameof(SafetensorsMutationTests));
            var path = scratch.Write("damaged.safetensors", Damage(originals[random.Next(originals.Length)], random));
            var before = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            try
            {
                using var file = SafetensorsFile.Open(path);
                foreach (var name in file.Tensors.Keys)
                {
                    file.Read(name).Dispose();
                }

                read++;
            }
            catch (TrainingException exception)
            {
                Assert.StartsWith(path, exception.Message, StringComparison.Ordinal);
                Assert.True(exception.Message.Length < 1_000, exception.Message);
                refused++;
            }

            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"seed {seed} took {watch.Elapsed}");
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostAllocated, $"seed {seed} takes too much memory");
        }

        Assert.True(read > LongRun.Mutations / 50, $"only {read} damaged files could still be read");
        Assert.True(refused > LongRun.Mutations / 4, $"only {refused} damaged files were refused");
    }

    [Fact]
    public void Open_DamagedIndex_IsReadOrRefused()
    {
        using var scratch = new ScratchFolder().CopyOf(Shelf.Golden("models", "qwen2-yarn", "model"));
        var original = File.ReadAllBytes(scratch.File("model.safetensors.index.json"));
        for (var seed = 0; seed < LongRun.Mutations; seed++)
        {
            var random = SeededRandom.For(seed, nameof(Open_DamagedIndex_IsReadOrRefused));
            scratch.Write("model.safetensors.index.json", SeededMutation.Of(original, random));
            try
            {
                using var weights = ModelWeights.Open(scratch.Path);
                Assert.All(weights.Files, path => Assert.Equal(scratch.Path, Path.GetDirectoryName(path)));
            }
            catch (TrainingException exception)
            {
                Assert.StartsWith(scratch.Path, exception.Message, StringComparison.Ordinal);
            }
        }
    }

    private static byte[][] Originals() =>
    [
        File.ReadAllBytes(Shelf.Golden("adapters", "half", "adapter_model.safetensors")),
        File.ReadAllBytes(Shelf.Golden("adapters", "regex", "adapter_model.safetensors")),
        SafetensorsBytes.Of(
            Encoding.UTF8.GetBytes(
                "{\"__metadata__\":{\"format\":\"pt\"},\"a\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"BF16\",\"shape\":[2,3],\"data_offsets\":[8,20]},\"c\":{\"dtype\":\"BOOL\",\"shape\":[0,4],\"data_offsets\":[20,20]},"
                + "\"d\":{\"dtype\":\"F8_E4M3\",\"shape\":[1],\"data_offsets\":[20,21]},\"e\":{\"dtype\":\"BOOL\",\"shape\":[3],\"data_offsets\":[21,24]}}"),
            new byte[24]),
    ];

    /// <summary>Damage anywhere, in the header with its length kept right, or in the numbers of the header alone.</summary>
    private static byte[] Damage(byte[] original, SeededRandom random)
    {
        var headerLength = BitConverter.ToInt32(original);
        var header = original[8..(8 + headerLength)];
        var data = original[(8 + headerLength)..];
        switch (random.Next(4))
        {
            case 0:
                return SeededMutation.Of(original, random);
            case 1:
                return SafetensorsBytes.Of(SeededMutation.Of(header, random), data);
            case 2:
                return SafetensorsBytes.Of(header, SeededMutation.Of(data, random));
            default:
                for (var change = 0; change <= random.Next(3); change++)
                {
                    var digits = Enumerable.Range(0, header.Length).Where(place => header[place] is >= (byte)'0' and <= (byte)'9').ToArray();
                    header[digits[random.Next(digits.Length)]] = (byte)('0' + random.Next(10));
                }

                return SafetensorsBytes.Of(header, data);
        }
    }
}
