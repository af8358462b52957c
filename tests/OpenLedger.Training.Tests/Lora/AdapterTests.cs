using OpenLedger.Training.Checkpoints;
using OpenLedger.Training.Lora;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenLedger.Training.Tests.Lora;

public class AdapterTests
{
    private const string Weights = "adapter_model.safetensors";

    /// <summary>The bits of the first four numbers for seed 42, computed apart from this code.</summary>
    private static readonly uint[] Promise = [1036954549, 1036447219, 3180019327, 3171002454];

    [Fact]
    public void Write_WhatPeftWrote_ComesBackByteForByte()
    {
        foreach (var (folder, modules) in Bases.GoldenAdapters())
        {
            using var scratch = new ScratchFolder();
            using var adapter = Adapter.Read(folder, modules);

            adapter.Write(scratch.File("again"));

            foreach (var name in new[] { Weights, LoraConfig.FileName })
            {
                Assert.Equal(File.ReadAllBytes(Path.Combine(folder, name)), File.ReadAllBytes(Path.Combine(scratch.File("again"), name)));
            }
        }
    }

    [Fact]
    public void Read_HalfPrecision_BecomesFloat32()
    {
        using var adapter = Adapter.Read(Shelf.Golden("adapters", "half"), Bases.OfAdapters);
        using var file = SafetensorsFile.Open(Path.Combine(Shelf.Golden("adapters", "half"), Weights));
        var pair = adapter.Pairs["model.layers.0.self_attn.q_proj"];
        using var stored = file.Read(AdapterNames.Down(pair.Module.Path));

        Assert.Equal(ScalarType.Float16, stored.dtype);
        Assert.Equal(ScalarType.Float32, pair.Down.dtype);
        Assert.Equal(stored.to(ScalarType.Float32).data<float>().ToArray(), pair.Down.data<float>().ToArray());
    }

    [Theory]
    [InlineData("base_model.model.", ".weight")]
    [InlineData("base_model.model.", ".default.weight")]
    [InlineData("", ".weight")]
    [InlineData("", ".my adapter.weight")]
    public void Read_NamesOfOtherTools_AreAcceptedAndWrittenCanonically(string prefix, string ending)
    {
        using var scratch = new ScratchFolder().CopyOf(Shelf.Golden("adapters", "plain"));
        Rename(scratch, name => prefix + name["base_model.model.".Length..^".weight".Length] + ending);

        using var adapter = Adapter.Read(scratch.Path, Bases.OfAdapters);
        adapter.Write(scratch.Path);

        Assert.Equal(File.ReadAllBytes(Path.Combine(Shelf.Golden("adapters", "plain"), Weights)), File.ReadAllBytes(scratch.File(Weights)));
    }

    [Fact]
    public void Read_TensorsThatDoNotFit_NamesThemAll()
    {
        using var scratch = new ScratchFolder().CopyOf(Shelf.Golden("adapters", "plain"));
        Rename(scratch, name => name.Contains("layers.0.self_attn.q_proj.lora_A", StringComparison.Ordinal) ? "base_model.model.lm_head.lora_A.weight" : name);
        scratch.Write(LoraConfig.FileName, (LoraConfig.Read(scratch.Path) with { RankPattern = [new("layers.1.self_attn.v_proj", 4)] }).ToJson());

        var exception = Assert.Throws<TrainingException>(() => Adapter.Read(scratch.Path, Bases.OfAdapters));

        Assert.Contains("\"base_model.model.lm_head.lora_A.weight\" belongs to no module", exception.Message, StringComparison.Ordinal);
        Assert.Contains("\"base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight\" is missing", exception.Message, StringComparison.Ordinal);
        Assert.Contains("layers.1.self_attn.v_proj.lora_A.weight\" is [8, 64] instead of [4, 64]", exception.Message, StringComparison.Ordinal);
        Assert.Contains("layers.1.self_attn.v_proj.lora_B.weight\" is [32, 8] instead of [32, 4]", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FolderWithoutAdapter_SaysWhatItHolds()
    {
        using var scratch = new ScratchFolder();
        Assert.Contains(LoraConfig.FileName, Assert.Throws<TrainingException>(() => Adapter.Read(scratch.Path, Bases.OfAdapters)).Message, StringComparison.Ordinal);

        scratch.Write(LoraConfig.FileName, "{\"peft_type\":\"LORA\"}");
        Assert.Contains(Weights, Assert.Throws<TrainingException>(() => Adapter.Read(scratch.Path, Bases.OfAdapters)).Message, StringComparison.Ordinal);

        scratch.Write("adapter_model.bin", "x");
        Assert.Contains("adapter_model.bin", Assert.Throws<TrainingException>(() => Adapter.Read(scratch.Path, Bases.OfAdapters)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_NewAdapter_StartsAsTheBaseModel()
    {
        using var adapter = Adapter.Create(new LoraConfig { Rank = 8, TargetModules = ModuleSelector.AllLinear }, Bases.OfAdapters, seed: 42);

        Assert.Equal(Bases.OfAdapters.Select(module => module.Path), adapter.Pairs.Keys);
        foreach (var pair in adapter.Pairs.Values)
        {
            var values = pair.Down.data<float>().ToArray();
            var bound = 1 / Math.Sqrt(pair.Module.InFeatures);
            Assert.Equal([8L, pair.Module.InFeatures], pair.Down.shape);
            Assert.Equal([pair.Module.OutFeatures, 8L], pair.Up.shape);
            Assert.All(values, value => Assert.InRange(value, -bound, bound));
            Assert.InRange(values.Max(), 0.9 * bound, bound);
            Assert.InRange(values.Average(), -0.15 * bound, 0.15 * bound);
            Assert.InRange(values.Average(value => value * value), 0.8 * bound * bound / 3, 1.2 * bound * bound / 3);
            Assert.All(pair.Up.data<float>().ToArray(), value => Assert.Equal(0f, value));
            Assert.False(pair.Down.requires_grad);
        }
    }

    /// <summary>These numbers are a promise: the same seed starts the same adapter on every machine and in every later version.</summary>
    [Fact]
    public void Create_SameSeed_GivesTheSameNumbersEverywhere()
    {
        var config = new LoraConfig { Rank = 2, TargetModules = ModuleSelector.Of("q_proj") };
        using var first = Adapter.Create(config, Bases.OfAdapters, seed: 42);
        using var again = Adapter.Create(config with { TargetModules = ModuleSelector.AllLinear }, Bases.OfAdapters, seed: 42);
        using var other = Adapter.Create(config, Bases.OfAdapters, seed: 43);
        float[] Of(Adapter adapter, int layer) => adapter.Pairs[$"model.layers.{layer}.self_attn.q_proj"].Down.data<float>().ToArray();

        Assert.Equal(Of(first, 0), Of(again, 0));
        Assert.NotEqual(Of(first, 0), Of(first, 1));
        Assert.NotEqual(Of(first, 0), Of(other, 0));
        Assert.Equal(Promise, Of(first, 0).Take(4).Select(BitConverter.SingleToUInt32Bits));
    }

    [Fact]
    public void Create_InsideAScope_OutlivesIt()
    {
        Adapter adapter;
        using (torch.NewDisposeScope())
        {
            adapter = Adapter.Create(new LoraConfig(), Bases.OfAdapters, seed: 1);
        }

        using (adapter)
        {
            using var copy = adapter.Clone();
            Assert.Equal(adapter.ParameterCount, copy.ParameterCount);
            Assert.All(copy.Pairs.Values, pair => Assert.True(pair.Down.Equals(adapter.Pairs[pair.Module.Path].Down)));
            Assert.All(copy.Pairs.Values, pair => Assert.False(pair.Down.Handle == adapter.Pairs[pair.Module.Path].Down.Handle));
        }
    }

    [Fact]
    public void Create_ThenWriteAndRead_IsTheSameAdapter()
    {
        using var scratch = new ScratchFolder();
        using var adapter = Adapter.Create(new LoraConfig { Rank = 4, TargetModules = ModuleSelector.AllLinear }, Bases.OfAdapters, seed: 7);
        adapter.Write(scratch.Path);

        using var again = Adapter.Read(scratch.Path, Bases.OfAdapters);
        again.Write(scratch.File("again"));

        Assert.Equal(File.ReadAllBytes(scratch.File(Weights)), File.ReadAllBytes(scratch.File("again/" + Weights)));
        Assert.Equal(File.ReadAllBytes(scratch.File(LoraConfig.FileName)), File.ReadAllBytes(scratch.File("again/" + LoraConfig.FileName)));
    }

    private static void Rename(ScratchFolder scratch, Func<string, string> rename)
    {
        using var scope = torch.NewDisposeScope();
        Dictionary<string, Tensor> tensors;
        using (var file = SafetensorsFile.Open(scratch.File(Weights)))
        {
            tensors = file.Tensors.Keys.ToDictionary(rename, file.Read);
        }

        SafetensorsWriter.Write(scratch.File(Weights), tensors);
    }
}
