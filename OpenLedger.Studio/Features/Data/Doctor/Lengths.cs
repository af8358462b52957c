namespace OpenLedger.Studio.Features.Data.Doctor;

/// <summary>How long the examples of a set are for one model.</summary>
public sealed class Lengths
{
    private const double NearlyAll = 0.98;
    private const int Step = 64;

    private readonly int[] _totals;
    private readonly int[] _firstLearned;

    internal Lengths(IEnumerable<TokenFacts> facts, long examples)
    {
        var read = facts.Where(fact => fact.Total > 0).ToList();
        _totals = [.. read.Select(fact => fact.Total).Order()];
        _firstLearned = [.. read.Select(fact => fact.FirstLearned).Order()];
        Examples = examples;
        Tokens = read.Sum(fact => (long)fact.Total);
        Learned = read.Sum(fact => (long)fact.Learned);
    }

    /// <summary>The examples of the set; as many as were measured, or more.</summary>
    public long Examples { get; }

    /// <summary>How many were measured.</summary>
    public int Measured => _totals.Length;

    /// <summary>The tokens of those that were measured.</summary>
    public long Tokens { get; }

    /// <summary>The learned tokens of those that were measured.</summary>
    public long Learned { get; }

    public int Longest => _totals.Length == 0 ? 0 : _totals[^1];

    public int Median => _totals.Length == 0 ? 0 : _totals[_totals.Length / 2];

    /// <summary>The part that fits completely.</summary>
    public double Fits(int maxLength) => Part(_totals, maxLength);

    /// <summary>The part of which nothing is learned, since the answer begins behind the cut.</summary>
    public double LearnsNothing(int maxLength) => Measured == 0 ? 0 : 1 - Part(_firstLearned, maxLength - 1);

    /// <summary>The smallest length that nearly all fit into, at most the model's context.</summary>
    public int Enough(int context)
    {
        if (Measured == 0)
        {
            return Math.Min(Step, context);
        }

        var needed = _totals[Math.Min(_totals.Length - 1, (int)Math.Ceiling(_totals.Length * NearlyAll) - 1)];
        return Math.Min(context, Math.Max(1, (needed + Step - 1) / Step) * Step);
    }

    /// <summary>How many have a length in each of so many equal ranges up to the longest; the width of one comes with it.</summary>
    public (int Width, IReadOnlyList<int> Counts) Histogram(int bars)
    {
        var width = Math.Max(1, (Longest + bars) / bars);
        var counts = new int[bars];
        foreach (var total in _totals)
        {
            counts[Math.Min(bars - 1, total / width)]++;
        }

        return (width, counts);
    }

    private static double Part(int[] ordered, int most)
    {
        if (ordered.Length == 0)
        {
            return 1;
        }

        var found = Array.BinarySearch(ordered, most);
        var count = found < 0 ? ~found : Array.FindLastIndex(ordered, value => value == most) + 1;
        return (double)count / ordered.Length;
    }
}
