using OpenLedger.Training.Chance;
using OpenLedger.Training.Datasets;

namespace OpenLedger.Benchmarks.Training;

/// <summary>Documents of random tokens: fixed rows where every position is learned, or real lengths where the second half is.</summary>
internal static class Workload
{
    public const int RealBatches = 24;
    private const double MedianShare = 0.35;
    private const double Spread = 0.5;
    private const int Shortest = 12;

    public static (int[] Ids, bool[] Learned)[] Fixed(TrainingShape shape)
    {
        var random = new SeededRandom(1);
        return [.. Enumerable.Range(0, shape.Rows).Select(_ => Document(random, shape, shape.Length, 0))];
    }

    /// <summary>Documents for 24 batches of the peer, each of twice as many documents as a step has rows.</summary>
    public static (int[] Ids, bool[] Learned)[] Real(TrainingShape shape)
    {
        var random = new SeededRandom(2);
        return [.. Enumerable.Range(0, RealBatches * 2 * shape.Rows).Select(_ =>
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            var length = Math.Clamp((int)Math.Round(Math.Exp(Math.Log(MedianShare * shape.Length) + (Spread * normal))), Shortest, shape.Length);
            return Document(random, shape, length, length / 2);
        })];
    }

    /// <summary>Whole documents in rows of the shape's length, as many rows a step as the shape has.</summary>
    public static IReadOnlyList<(int[] Ids, bool[] Learned)[]> Packed(TrainingShape shape, (int[] Ids, bool[] Learned)[] documents) =>
        [.. Packing.Pack([.. documents.Select(document => document.Ids.Length)], shape.Length)
            .Chunk(shape.Rows)
            .Select(rows => rows.SelectMany(row => row.Select(index => documents[index])).ToArray())];

    private static (int[] Ids, bool[] Learned) Document(SeededRandom random, TrainingShape shape, int length, int firstLearned) =>
        ([.. Enumerable.Range(0, length).Select(_ => random.Next(shape.Words))], [.. Enumerable.Range(0, length).Select(place => place >= firstLearned)]);
}
