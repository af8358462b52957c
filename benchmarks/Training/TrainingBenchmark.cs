using System.Diagnostics;
using System.Globalization;
using OpenLedger.Training.BaseModels;
using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Benchmarks.Training;

/// <summary>
/// Training speed beside the field's way on the same libtorch in the same process, alternating, median of three rounds; the peer counts
/// only where it uses as much of the machine at fixed lengths as PEFT does.
/// </summary>
internal static class TrainingBenchmark
{
    private const int Rounds = 3;
    private const int FixedSteps = 3;

    public static IEnumerable<Figure> Measure(string shape)
    {
        TensorLibrary.Prepare(0);
        var peak = MatrixPeak.Float32();
        yield return new Figure("peak/float32", peak / 1e9, "GFLOP/s", null, null);
        foreach (var figure in Measure(TrainingShape.Named(shape), peak, ScalarType.Float32))
        {
            yield return figure;
        }
    }

    /// <summary>The same in bfloat16 beside the peer in float32, where bfloat16 is what this machine is faster at; else nothing.</summary>
    public static IEnumerable<Figure> MeasureBFloat16(string shape)
    {
        TensorLibrary.Prepare(0);
        return PrecisionChoice.Measured == Precision.BFloat16
            ? Measure(TrainingShape.Named(shape), MatrixPeak.Float32(), ScalarType.BFloat16)
            : [];
    }

    private static IEnumerable<Figure> Measure(TrainingShape shape, double peak, ScalarType precision)
    {
        var type = precision == ScalarType.Float32 ? "float32" : "bfloat16";
        using var model = ShapeModel.Create(shape, precision);
        using var wide = precision == ScalarType.Float32 ? null : ShapeModel.Create(shape, ScalarType.Float32);
        using var ours = new OurTrainer(model);
        using var peer = new PeerTrainer(wide ?? model, shape);
        var rows = Workload.Fixed(shape);
        var tokens = rows.Sum(row => row.Ids.Length);
        ours.Step(rows);
        peer.Step(rows);
        var (oursFixed, peerFixed) = Alternate(
            $"train/{shape.Name}/fixed/{type}",
            _ => (FixedSteps * tokens, () => Repeat(FixedSteps, () => ours.Step(rows))),
            _ => (FixedSteps * tokens, () => Repeat(FixedSteps, () => peer.Step(rows))));
        var share = peerFixed * shape.OperationsPerToken / peak;
        var peerName = share >= shape.PeerShareNeeded ? "peer" : "peer, too slow to count";
        yield return new Figure($"train/{shape.Name}/peer share of peak", share, "", $"needed {shape.PeerShareNeeded}", share / shape.PeerShareNeeded);
        yield return new Figure($"train/{shape.Name}/fixed/{type}", oursFixed, "tokens/s", peerName, oursFixed / peerFixed);

        var documents = Workload.Real(shape);
        var perRound = documents.Length / Rounds;
        (int[] Ids, bool[] Learned)[] Part(int round) => documents[(round * perRound)..((round + 1) * perRound)];
        var (oursReal, peerReal) = Alternate(
            $"train/{shape.Name}/real/{type}",
            round => (Part(round).Sum(document => document.Ids.Length), () =>
            {
                foreach (var step in Workload.Packed(shape, Part(round)))
                {
                    ours.Step(step);
                }
            }),
            round => (Part(round).Sum(document => document.Ids.Length), () =>
            {
                foreach (var step in Part(round).Chunk(2 * shape.Rows))
                {
                    peer.Step(step);
                }
            }));
        yield return new Figure($"train/{shape.Name}/real/{type}", oursReal, "tokens/s", peerName, oursReal / peerReal);
    }

    private static (double Ours, double Peer) Alternate(string what, Func<int, (int Tokens, Action Work)> ours, Func<int, (int Tokens, Action Work)> peer)
    {
        var (mine, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            Allocator.GiveMemoryBack();
            mine.Add(Speed(ours(round)));
            Allocator.KeepMemory(); // the peer is not to pay for our wish to stay small
            theirs.Add(Speed(peer(round)));
            Progress.Say(string.Create(CultureInfo.InvariantCulture, $"{what}, round {round + 1} of {Rounds}: {mine[^1]:F0} tokens/s, peer {theirs[^1]:F0}"));
        }

        return (Median(mine), Median(theirs));
    }

    private static double Speed((int Tokens, Action Work) part)
    {
        var start = Stopwatch.GetTimestamp();
        part.Work();
        return part.Tokens / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void Repeat(int times, Action work)
    {
        for (var i = 0; i < times; i++)
        {
            work();
        }
    }
}
