using System.Globalization;
using OpenLedger.Training.Chance;

namespace OpenLedger.Training.Datasets;

/// <summary>
/// The order of examples in each epoch, from the seed alone, so that any epoch can be made without those before it. New examples
/// are shuffled; rehearsal is spread evenly between them: after the first g new examples of the run (counted on over the epochs)
/// floor(g x share) rehearsal examples have been drawn. These are drawn without replacement from a shuffled set, which is
/// shuffled again when used up.
/// </summary>
internal sealed class EpochOrder
{
    /// <summary>Keeps 0.1 x 10 from being 0.999...</summary>
    private const double RoundingSlack = 1e-9;

    private readonly MixtureSizes _mixture;
    private readonly double _rehearsalShare;
    private readonly long _seed;
    private int[] _deck = [];
    private long _deckNumber = -1;

    public EpochOrder(MixtureSizes mixture, double rehearsalShare, long seed)
    {
        _mixture = mixture;
        _rehearsalShare = mixture.Rehearsal.Length == 0 ? 0 : rehearsalShare;
        _seed = seed;
        NewCount = mixture.Sources.Sum(source => (source.Indices.Length * WholeTimes(source.Weight)) + PartOf(source.Indices.Length, source.Weight));
    }

    /// <summary>New examples in each epoch, repeated ones counted as often as they come.</summary>
    public int NewCount { get; }

    /// <summary>All examples of an epoch.</summary>
    public int CountOf(int epoch) => checked((int)(NewCount + RehearsedAfter((epoch + 1L) * NewCount) - RehearsedAfter((long)epoch * NewCount)));

    /// <summary>The numbers of the examples of an epoch, in order.</summary>
    public int[] Of(int epoch)
    {
        var order = new int[CountOf(epoch)];
        var next = 0;
        var seen = (long)epoch * NewCount;
        foreach (var example in NewOf(epoch))
        {
            order[next++] = example;
            var drawn = RehearsedAfter(seen++);
            var due = RehearsedAfter(seen);
            for (; drawn < due; drawn++)
            {
                order[next++] = RehearsalAt(drawn);
            }
        }

        return order;
    }

    private int[] NewOf(int epoch)
    {
        var order = new List<int>(NewCount);
        for (var source = 0; source < _mixture.Sources.Count; source++)
        {
            var (indices, weight) = _mixture.Sources[source];
            for (var time = 0; time < WholeTimes(weight); time++)
            {
                order.AddRange(indices);
            }

            var part = PartOf(indices.Length, weight);
            if (part > 0)
            {
                var shuffled = (int[])indices.Clone();
                SeededRandom.For(_seed, string.Create(CultureInfo.InvariantCulture, $"part of source {source}"), epoch).Shuffle<int>(shuffled);
                order.AddRange(shuffled.AsSpan(0, part));
            }
        }

        var result = order.ToArray();
        SeededRandom.For(_seed, "order of new examples", epoch).Shuffle<int>(result);
        return result;
    }

    private int RehearsalAt(long position)
    {
        var number = Math.DivRem(position, _mixture.Rehearsal.Length, out var place);
        if (number != _deckNumber)
        {
            _deck = (int[])_mixture.Rehearsal.Clone();
            SeededRandom.For(_seed, "order of rehearsal", number).Shuffle<int>(_deck);
            _deckNumber = number;
        }

        return _deck[place];
    }

    private long RehearsedAfter(long newExamples) => (long)Math.Floor((newExamples * _rehearsalShare) + RoundingSlack);

    private static int WholeTimes(double weight) => (int)Math.Floor(weight);

    private static int PartOf(int count, double weight) =>
        (int)Math.Round((weight - Math.Floor(weight)) * count, MidpointRounding.AwayFromZero);
}
