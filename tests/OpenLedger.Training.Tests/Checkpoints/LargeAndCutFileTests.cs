using System.Text;
using OpenLedger.Training.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenLedger.Training.Tests.Checkpoints;

public class LargeAndCutFileTests
{
    private const long FourGiB = 4L * 1024 * 1024 * 1024;

    [Fact]
    public void Read_TensorBeyondFourGiB_FindsItsBytes()
    {
        using var scratch = new ScratchFolder();
        var header = $"{{\"pad\":{{\"dtype\":\"U8\",\"shape\":[{FourGiB + 12}],\"data_offsets\":[0,{FourGiB + 12}]}},"
            + $"\"far\":{{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[{FourGiB + 12},{FourGiB + 20}]}}}}";
        var path = scratch.Write("sparse.safetensors", SafetensorsBytes.Of(header));
        using (var stream = new FileStream(path, FileMode.Open))
        {
            var start = stream.Length;
            stream.SetLength(start + FourGiB + 20);
            stream.Position = start + FourGiB + 12;
            stream.Write(BitConverter.GetBytes(1.5f));
            stream.Write(BitConverter.GetBytes(-2.5f));
        }

        using var file = SafetensorsFile.Open(path);
        using var far = file.Read("far");

        Assert.Equal([1.5f, -2.5f], far.data<float>().ToArray());
        Assert.Equal(FourGiB + 12, file.Tensors["pad"].ElementCount);
    }

    /// <summary>Beyond 2 GiB in the long run; by default one that is read in two pieces.</summary>
    [Fact]
    public void Read_TensorOfSeveralPieces_IsReadWhole()
    {
        using var scratch = new ScratchFolder();
        var count = LongRun.Chosen ? (1L << 31) + 4_099 : TensorPieces.PieceBytes + 4_099;
        var path = scratch.Write("long.safetensors", SafetensorsBytes.Of($"{{\"long\":{{\"dtype\":\"U8\",\"shape\":[{count}],\"data_offsets\":[0,{count}]}}}}"));
        using (var stream = new FileStream(path, FileMode.Open))
        {
            stream.SetLength(stream.Length + count);
            stream.Position = stream.Length - 3;
            stream.Write([7, 8, 9]);
        }

        using var file = SafetensorsFile.Open(path);
        using var tensor = file.Read("long");
        using var end = tensor.narrow(0, count - 4, 4);
        using var converted = file.Read("long", ScalarType.Int16);
        using var convertedEnd = converted.narrow(0, count - 4, 4);

        Assert.Equal(count, tensor.NumberOfElements);
        Assert.Equal([0, 7, 8, 9], end.data<byte>().ToArray());
        Assert.Equal([0, 7, 8, 9], convertedEnd.data<short>().ToArray());

        SafetensorsWriter.Write(scratch.File("again.safetensors"), new Dictionary<string, Tensor> { ["long"] = tensor });
        using var again = SafetensorsFile.Open(scratch.File("again.safetensors"));
        using var read = again.Read("long");
        Assert.True(tensor.Equals(read));
    }

    [Fact]
    public void Read_FileCutWhileInUse_SaysSoAndTheProcessLives()
    {
        using var scratch = new ScratchFolder();
        using var tensor = torch.ones(1_000_000);
        var path = scratch.File("cut.safetensors");
        SafetensorsWriter.Write(path, new Dictionary<string, Tensor> { ["first"] = tensor, ["second"] = tensor });

        using var file = SafetensorsFile.Open(path);
        using (var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            stream.SetLength(5_000_000);
        }

        using var first = file.Read("first");
        var exception = Assert.Throws<TrainingException>(() => file.Read("second"));
        Assert.Contains("\"second\"", exception.Message, StringComparison.Ordinal);
        Assert.Contains("cut", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TensorThatNoMemoryHolds_SaysSo()
    {
        using var scratch = new ScratchFolder();
        const long Count = 1L << 41;
        var path = scratch.Write("huge.safetensors", SafetensorsBytes.Of($"{{\"huge\":{{\"dtype\":\"F32\",\"shape\":[{Count}],\"data_offsets\":[0,{4 * Count}]}}}}"));
        try
        {
            using var stream = new FileStream(path, FileMode.Open);
            stream.SetLength(stream.Length + (4 * Count));
        }
        catch (Exception refusal) when (refusal is IOException or ArgumentOutOfRangeException)
        {
            Assert.Skip("this file system has no files of 8 TiB");
        }

        using var file = SafetensorsFile.Open(path);
        var exception = Assert.Throws<TrainingException>(() => file.Read("huge"));
        Assert.Contains("memory", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_WhereNumbersAreWrittenOtherwise_WritesTheSameHeader()
    {
        using var german = new CultureScope("de-DE");
        using var scratch = new ScratchFolder();
        using var tensor = torch.ones(1_234, 5);
        SafetensorsWriter.Write(scratch.File("t.safetensors"), new Dictionary<string, Tensor> { ["t"] = tensor });

        Assert.Contains("[1234,5]", Encoding.UTF8.GetString(File.ReadAllBytes(scratch.File("t.safetensors"))[..200]), StringComparison.Ordinal);
    }
}
