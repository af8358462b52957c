using OpenLedger.Training.Architectures;
using OpenLedger.Training.Kernels;
using OpenLedger.Training.Lora;
using static TorchSharp.torch;

namespace OpenLedger.Benchmarks.Training;

/// <summary>A model of a shape with random weights, and an adapter of rank 16 on every projection.</summary>
internal static class ShapeModel
{
    private const double Deviation = 0.02;

    public static CausalLanguageModel Create(TrainingShape shape, ScalarType precision)
    {
        using var noGrad = no_grad();
        random.manual_seed(3);
        var config = shape.Config;
        Tensor Matrix(long rows, long columns) => Random(rows, columns, precision);
        Tensor Ones() => ones(shape.Width);
        var attention = shape.Heads * shape.HeadDimension;
        var layers = Enumerable.Range(0, shape.Layers).Select(_ => new DecoderLayer
        {
            InputNorm = Ones(),
            MiddleNorm = Ones(),
            Heads = new FrozenLinear(Matrix(attention + (2 * shape.KeyValueHeads * shape.HeadDimension), shape.Width), null),
            Output = new FrozenLinear(Matrix(shape.Width, attention), null),
            GateUp = new FrozenLinear(Matrix(2 * shape.Inner, shape.Width), null),
            Down = new FrozenLinear(Matrix(shape.Width, shape.Inner), null),
            Window = null,
        }).ToList();
        var embedding = Matrix(shape.Words, shape.Width);
        var head = shape.Tied ? embedding : Matrix(shape.Words, shape.Width);
        return new CausalLanguageModel(config, embedding, layers, Ones(), new FrozenLinear(head, null), !shape.Tied);
    }

    public static Adapter Adapter(CausalLanguageModel model)
    {
        var config = new LoraConfig { Rank = TrainingShape.Rank, Alpha = 2 * TrainingShape.Rank, TargetModules = ModuleSelector.AllLinear };
        return OpenLedger.Training.Lora.Adapter.Create(config, CheckpointLayout.LinearModules(model.Config), seed: 4);
    }

    /// <summary>A matrix that never exists twice: what is measured is a trainer's memory, not that of making weights up.</summary>
    private static Tensor Random(long rows, long columns, ScalarType precision)
    {
        var matrix = randn(rows, columns);
        matrix.mul_(Deviation);
        if (precision == ScalarType.Float32)
        {
            return matrix;
        }

        using (matrix)
        {
            return matrix.to(precision);
        }
    }
}
