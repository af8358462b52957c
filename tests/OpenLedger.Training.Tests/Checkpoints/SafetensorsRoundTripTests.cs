using OpenLedger.Training.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenLedger.Training.Tests.Checkpoints;

/// <summary>What the reference wrote, read and written again, is the same bytes.</summary>
public class SafetensorsRoundTripTests
{
    public static TheoryData<string> GoldenFiles =>
    [
        .. Directory.EnumerateFiles(Shelf.Golden(), "*.safetensors", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Shelf.Golden(), path))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(GoldenFiles))]
    public void Write_WhatTheReferenceWrote_GivesTheSameBytes(string golden)
    {
        using var scratch = new ScratchFolder();
        using var scope = torch.NewDisposeScope();
        using var file = SafetensorsFile.Open(Shelf.Golden(golden));
        var tensors = file.Tensors.Keys.Reverse().ToDictionary(name => name, file.Read);

        SafetensorsWriter.Write(scratch.File("again.safetensors"), tensors, file.Metadata.Count > 0 ? file.Metadata : null);

        Assert.Equal(File.ReadAllBytes(file.Path), File.ReadAllBytes(scratch.File("again.safetensors")));
        Assert.Single(Directory.EnumerateFiles(scratch.Path));
    }

    [Fact]
    public void Write_MixedTypesAndOddNames_KeepsTheReferenceOrder()
    {
        using var scratch = new ScratchFolder();
        using var scope = torch.NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>
        {
            ["flag"] = torch.tensor(new[] { true, false, true }),
            ["b"] = torch.ones(2, dtype: ScalarType.Float16),
            ["a\"\u00fc"] = torch.ones(3, dtype: ScalarType.BFloat16),
            ["scalar"] = torch.tensor(7L),
            ["empty"] = torch.zeros(0, 4),
            ["byte"] = torch.arange(5, dtype: ScalarType.Byte),
        };

        SafetensorsWriter.Write(scratch.File("mixed.safetensors"), tensors, new Dictionary<string, string> { ["k"] = "line\n" });

        using var file = SafetensorsFile.Open(scratch.File("mixed.safetensors"));
        Assert.Equal(["scalar", "empty", "a\"\u00fc", "b", "byte", "flag"], file.Tensors.Keys);
        Assert.Equal("line\n", file.Metadata["k"]);
        foreach (var (name, tensor) in tensors)
        {
            Assert.True(tensor.Equals(file.Read(name)), name);
        }
    }

    [Fact]
    public void Write_TensorWithGaps_WritesItsElementsInOrder()
    {
        using var scratch = new ScratchFolder();
        using var scope = torch.NewDisposeScope();
        var transposed = torch.arange(6, dtype: ScalarType.Float32).view(2, 3).t();

        SafetensorsWriter.Write(scratch.File("gaps.safetensors"), new Dictionary<string, Tensor> { ["t"] = transposed, ["part"] = transposed[1] });

        using var file = SafetensorsFile.Open(scratch.File("gaps.safetensors"));
        Assert.Equal([0f, 3, 1, 4, 2, 5], file.Read("t").data<float>().ToArray());
        Assert.Equal([1f, 4], file.Read("part").data<float>().ToArray());
    }

    [Fact]
    public void Write_WhereNothingMayBeWritten_SaysSoAndLeavesTheOldFile()
    {
        using var scratch = new ScratchFolder();
        using var tensor = torch.ones(2);
        var tensors = new Dictionary<string, Tensor> { ["t"] = tensor };

        var exception = Assert.Throws<TrainingException>(() => SafetensorsWriter.Write(scratch.File("no/such.safetensors"), tensors));
        Assert.Contains("such.safetensors", exception.Message, StringComparison.Ordinal);

        Directory.CreateDirectory(scratch.File("taken"));
        Assert.Throws<TrainingException>(() => SafetensorsWriter.Write(scratch.File("taken"), tensors));
        Assert.Empty(Directory.EnumerateFiles(scratch.Path));
    }

    [Fact]
    public void Read_StoredTypes_ConvertsOnTheWay()
    {
        using var scratch = new ScratchFolder();
        using var scope = torch.NewDisposeScope();
        var values = torch.randn([300, 40], generator: new torch.Generator(1));
        SafetensorsWriter.Write(scratch.File("t.safetensors"), new Dictionary<string, Tensor>
        {
            ["f32"] = values,
            ["f16"] = values.to(ScalarType.Float16),
            ["bf16"] = values.to(ScalarType.BFloat16),
        });

        using var file = SafetensorsFile.Open(scratch.File("t.safetensors"));
        foreach (var name in new[] { "f32", "f16", "bf16" })
        {
            var stored = file.Read(name);
            Assert.Equal(file.Tensors[name].Type, stored.dtype);
            foreach (var type in new[] { ScalarType.Float32, ScalarType.BFloat16, ScalarType.Float64 })
            {
                Assert.True(stored.to(type).Equals(file.Read(name, type)), $"{name} as {type}");
            }
        }

        var rows = torch.zeros(600, 40);
        file.ReadInto("bf16", rows.narrow(0, 300, 300));
        Assert.True(file.Read("bf16", ScalarType.Float32).Equals(rows.narrow(0, 300, 300)));
        Assert.Equal(0f, rows.narrow(0, 0, 300).abs().max().item<float>());
        Assert.Throws<ArgumentException>(() => file.ReadInto("bf16", rows));
    }

    [Fact]
    public void Read_TypesThatLibtorchLacks_IsRefusedByName()
    {
        using var scratch = new ScratchFolder();
        var path = scratch.Write("f8.safetensors", SafetensorsBytes.Of("{\"w\":{\"dtype\":\"F8_E4M3\",\"shape\":[8],\"data_offsets\":[0,8]}}", 8));

        using var file = SafetensorsFile.Open(path);
        var exception = Assert.Throws<TrainingException>(() => file.Read("w"));
        Assert.Contains("\"w\"", exception.Message, StringComparison.Ordinal);
        Assert.Contains("F8_E4M3", exception.Message, StringComparison.Ordinal);
        Assert.Contains("\"x\"", Assert.Throws<TrainingException>(() => file.Read("x")).Message, StringComparison.Ordinal);
    }
}
