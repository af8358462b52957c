using System.Buffers.Binary;
using OpenLedger.Training.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenLedger.Training.Tests.Checkpoints;

/// <summary>All 65,536 values of both half precisions, there and back.</summary>
public class HalfPrecisionTests
{
    private const int AllValues = 1 << 16;

    private static readonly float[] HalfwayCases =
    [
        1f, BitConverter.UInt32BitsToSingle(0x3F80_8000), BitConverter.UInt32BitsToSingle(0x3F81_8000), BitConverter.UInt32BitsToSingle(0x3F80_8001),
        BitConverter.UInt32BitsToSingle(0x3F80_1000), BitConverter.UInt32BitsToSingle(0x3F80_3000), BitConverter.UInt32BitsToSingle(0x3F80_1001),
        65_504f, 65_519.996f, 65_520f, 6e-8f, 2.9802322e-8f, 2.9802326e-8f, 1e-45f, 3.4e38f, float.PositiveInfinity, -0f, -1.00390625f,
    ];

    [Fact]
    public void Read_EveryBFloat16_BecomesTheFloatWithThoseUpperBits()
    {
        var (_, floats) = ReadAll("BF16", ScalarType.BFloat16);

        for (var bits = 0; bits < AllValues; bits++)
        {
            AssertSame(BitConverter.UInt32BitsToSingle((uint)bits << 16), floats[bits]);
        }
    }

    [Fact]
    public void Read_EveryFloat16_BecomesItsExactFloat()
    {
        var (_, floats) = ReadAll("F16", ScalarType.Float16);

        for (var bits = 0; bits < AllValues; bits++)
        {
            AssertSame((float)BitConverter.UInt16BitsToHalf((ushort)bits), floats[bits]);
        }
    }

    [Theory]
    [InlineData("BF16", ScalarType.BFloat16)]
    [InlineData("F16", ScalarType.Float16)]
    public void Write_EveryValueThroughFloat32_ComesBackBitForBit(string name, ScalarType type)
    {
        var (stored, floats) = ReadAll(name, type);
        using var scratch = new ScratchFolder();
        using var tensor = torch.tensor(floats).to(type);
        SafetensorsWriter.Write(scratch.File("back.safetensors"), new Dictionary<string, Tensor> { ["all"] = tensor });

        var back = File.ReadAllBytes(scratch.File("back.safetensors"))[^(2 * AllValues)..];
        for (var bits = 0; bits < AllValues; bits++)
        {
            if (!float.IsNaN(floats[bits]))
            {
                Assert.Equal(stored[2 * bits], back[2 * bits]);
                Assert.Equal(stored[2 * bits + 1], back[2 * bits + 1]);
            }
        }
    }

    [Fact]
    public void Read_Float32AsHalf_RoundsToNearestEven()
    {
        using var scratch = new ScratchFolder();
        using var tensor = torch.tensor(HalfwayCases);
        SafetensorsWriter.Write(scratch.File("t.safetensors"), new Dictionary<string, Tensor> { ["t"] = tensor });
        using var file = SafetensorsFile.Open(scratch.File("t.safetensors"));
        using var half = file.Read("t", ScalarType.Float16);
        using var brain = file.Read("t", ScalarType.BFloat16);

        Assert.Equal(HalfwayCases.Select(value => (float)(Half)value), half.to(ScalarType.Float32).data<float>().ToArray());
        Assert.Equal(HalfwayCases.Select(ToBrain), brain.to(ScalarType.Float32).data<float>().ToArray());
    }

    private static float ToBrain(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return BitConverter.UInt32BitsToSingle((bits + 0x7FFF + ((bits >> 16) & 1)) & 0xFFFF_0000);
    }

    private static (byte[] Stored, float[] Floats) ReadAll(string name, ScalarType type)
    {
        var stored = new byte[2 * AllValues];
        for (var bits = 0; bits < AllValues; bits++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(stored.AsSpan(2 * bits), (ushort)bits);
        }

        using var scratch = new ScratchFolder();
        var header = $"{{\"all\":{{\"dtype\":\"{name}\",\"shape\":[{AllValues}],\"data_offsets\":[0,{2 * AllValues}]}}}}";
        using var file = SafetensorsFile.Open(scratch.Write("all.safetensors", SafetensorsBytes.Of(System.Text.Encoding.UTF8.GetBytes(header), stored)));
        using var tensor = file.Read("all");
        using var floats = file.Read("all", ScalarType.Float32);
        Assert.Equal(type, tensor.dtype);
        Assert.True(tensor.bytes.SequenceEqual(stored));
        return (stored, floats.data<float>().ToArray());
    }

    private static void AssertSame(float expected, float actual)
    {
        if (float.IsNaN(expected))
        {
            Assert.True(float.IsNaN(actual));
            return;
        }

        Assert.Equal(BitConverter.SingleToUInt32Bits(expected), BitConverter.SingleToUInt32Bits(actual));
    }
}
