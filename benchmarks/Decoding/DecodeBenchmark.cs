using System.Diagnostics;
using OpenLedger.Benchmarks.Training;
using OpenLedger.Training.Architectures;
using OpenLedger.Training.Generation;
using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Benchmarks.Decoding;

/// <summary>
/// Greedy decoding with the key-value cache, 32 tokens after a prompt of 32, beside a plain copy of 256 MB in the same process, in turns,
/// median of three rounds. A token reads all weights but the embedding, of which it reads one row; those bytes a second are compared with
/// the copy's bytes a second, once with each copied byte counted once and once, the stricter, as a byte read and a byte written.
/// </summary>
internal static class DecodeBenchmark
{
    private const int PromptTokens = 32;
    private const int NewTokens = 32;
    private const int Rounds = 3;
    private const long CopiedFloats = 64 << 20;
    private const int Copies = 4;
    private const string Needed = "(0.5 needed)";

    public static IEnumerable<Figure> Measure(string name)
    {
        TensorLibrary.Prepare(0);
        using var noGrad = no_grad();
        using var model = ShapeModel.Create(TrainingShape.Named(name), ScalarType.Float32);
        using var space = new Workspace(CPU);
        var pass = new LanguageModelPass(model, space);
        using var source = ones(CopiedFloats);
        using var target = zeros(CopiedFloats);
        var prompt = Workload.Fixed(TrainingShape.Named(name))[0].Ids[..PromptTokens];
        Decode(model, pass, space, prompt);
        target.copy_(source);
        var (speeds, copies) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            speeds.Add(Decode(model, pass, space, prompt));
            copies.Add(Copy(source, target));
        }

        var (speed, copy) = (Median(speeds), Median(copies));
        var read = speed * (model.WeightBytes - (model.Embedding.numel() * model.Embedding.element_size()));
        return
        [
            new Figure($"decode/{name}", speed, "tokens/s", null, null),
            new Figure($"decode/{name}/copy", copy / 1e9, "GB/s", null, null),
            new Figure($"decode/{name}/weights read", read / 1e9, "GB/s", $"copy, bytes counted once {Needed}", read / copy),
            new Figure($"decode/{name}/weights read, strictly", read / 1e9, "GB/s", $"copy, bytes read and written {Needed}", read / (2 * copy)),
        ];
    }

    /// <summary>Tokens a second, the prompt not counted.</summary>
    private static double Decode(CausalLanguageModel model, LanguageModelPass pass, Workspace space, int[] prompt)
    {
        using var cache = new KeyValueCache(model);
        var next = Next(pass, space, cache, prompt);
        var start = Stopwatch.GetTimestamp();
        for (var made = 0; made < NewTokens; made++)
        {
            next = Next(pass, space, cache, [next]);
        }

        return NewTokens / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static int Next(LanguageModelPass pass, Workspace space, KeyValueCache cache, int[] fresh)
    {
        using var scope = NewDisposeScope();
        cache.Reserve(fresh.Length);
        var work = new Pass { Tokens = PackedTokens.Continuing(fresh, cache.Count), Space = space, WantedRows = [fresh.Length - 1] };
        var next = (int)pass.LogitsOf(pass.Forward(work, cache.Attend)).argmax().item<long>();
        cache.Advance(fresh.Length);
        return next;
    }

    private static double Copy(Tensor source, Tensor target)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Copies; i++)
        {
            target.copy_(source);
        }

        return Copies * CopiedFloats * sizeof(float) / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
