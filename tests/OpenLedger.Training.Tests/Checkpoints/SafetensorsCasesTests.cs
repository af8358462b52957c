using System.Text.Json;
using OpenLedger.Training.Checkpoints;

namespace OpenLedger.Training.Tests.Checkpoints;

/// <summary>The reference implementation's own cases, byte for byte.</summary>
public class SafetensorsCasesTests
{
    /// <summary>What our messages say for each error class of the reference.</summary>
    private static readonly Dictionary<string, string> Words = new()
    {
        ["HeaderTooSmall"] = "too short",
        ["HeaderTooLarge"] = "too large",
        ["InvalidHeaderLength"] = "more than the file holds",
        ["InvalidHeader"] = "not valid UTF-8",
        ["InvalidHeaderDeserialization"] = "not valid JSON",
        ["TensorInvalidInfo"] = "needs",
        ["ValidationOverflow"] = "overflows",
        ["MetadataIncompleteBuffer"] = "cut short or something was added",
        ["InvalidOffset"] = "overlap or leave a hole",
    };

    [Fact]
    public void Open_CasesOfTheReference_AgreesWithEach()
    {
        using var scratch = new ScratchFolder();
        using var cases = JsonDocument.Parse(File.ReadAllText(Shelf.Fixture("safetensors-cases", "cases.json")));
        var count = 0;
        foreach (var item in cases.RootElement.GetProperty("cases").EnumerateArray())
        {
            var path = scratch.Write("case.safetensors", Convert.FromHexString(item.GetProperty("bytes_hex").GetString()!));
            var expected = item.GetProperty("expect").GetString()!;
            count++;
            if (expected == "ok")
            {
                using var file = SafetensorsFile.Open(path);
                Assert.All(file.Tensors.Keys, name => file.Read(name).Dispose());
                continue;
            }

            var exception = Assert.Throws<TrainingException>(() => SafetensorsFile.Open(path));
            Assert.Contains(Words[expected["error:".Length..]], exception.Message, StringComparison.Ordinal);
            Assert.Contains(path, exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(16, count);
    }
}
