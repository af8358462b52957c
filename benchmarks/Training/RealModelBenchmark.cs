using System.Diagnostics;
using OpenLedger.Training.BaseModels;
using OpenLedger.Training.Datasets;
using OpenLedger.Training.Tensors;

namespace OpenLedger.Benchmarks.Training;

/// <summary>
/// A real model on real rows: SmolLM2-135M-Instruct on GSM8K, rows 65 on, cut at 256 tokens, 8 rows a step, rank 16, beside the field's way
/// with each batch padded to its longest row. Needs the shelf and the model unpacked as the tests do it; measures nothing without.
/// </summary>
internal static class RealModelBenchmark
{
    private const int FirstRow = 64;
    private const int RowsAStep = 8;
    private const int Steps = 3;
    private const int MostTokens = 256;
    private static readonly TrainingShape Shape = new("smollm2", 576, 30, 9, 3, 1536, 49152, true, RowsAStep, MostTokens, 0);

    public static IEnumerable<Figure> Measure()
    {
        var folder = Path.Combine(Path.GetTempPath(), "openledger-smollm2-135m");
        if (Shelf.Fixture("gsm8k", "train.jsonl") is not { } data || !File.Exists(Path.Combine(folder, "complete")))
        {
            Console.Error.WriteLine("train/smollm2: not measured. It needs ../shared/fixtures and the model that the tests unpack.");
            yield break;
        }

        TensorLibrary.Prepare(0);
        using var model = BaseModel.Open(folder, Precision.Float32, TimeProvider.System, CancellationToken.None);
        var tokenizer = new ExampleTokenizer(model.Tokenizer, model.Chat, model.Config.VocabularySize, MostTokens);
        var rows = ExampleReader.Read(data, CancellationToken.None)
            .Skip(FirstRow).Take(Steps * RowsAStep).Select(tokenizer.Tokenize).Select(row => (row.Ids, row.Learned)).ToArray();
        using var ours = new OurTrainer(model.Network);
        using var peer = new PeerTrainer(model.Network, Shape);
        ours.Step(rows[..RowsAStep]);
        peer.Step(rows[..RowsAStep]);
        var (mine, theirs) = (new List<double>(), new List<double>());
        foreach (var batch in rows.Chunk(RowsAStep))
        {
            Allocator.GiveMemoryBack();
            mine.Add(Speed(batch, () => ours.Step(batch)));
            Allocator.KeepMemory();
            theirs.Add(Speed(batch, () => peer.Step(batch)));
        }

        var (median, other) = (mine.Order().ElementAt(Steps / 2), theirs.Order().ElementAt(Steps / 2));
        yield return new Figure("train/smollm2/gsm8k/float32", median, "tokens/s", "padded peer", median / other);
    }

    private static double Speed((int[] Ids, bool[] Learned)[] batch, Action step)
    {
        var start = Stopwatch.GetTimestamp();
        step();
        return batch.Sum(row => row.Ids.Length) / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
