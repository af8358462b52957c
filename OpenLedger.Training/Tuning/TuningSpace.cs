using OpenLedger.Training.Chance;

namespace OpenLedger.Training.Tuning;

/// <summary>Where a search looks: around the settings that were chosen.</summary>
/// <param name="LearningRate">The chosen learning rate.</param>
/// <param name="LowestRate">The lowest rate worth a trial.</param>
/// <param name="HighestRate">The highest rate worth a trial.</param>
/// <param name="Rank">The chosen rank.</param>
/// <param name="Epochs">The chosen number of epochs.</param>
public sealed record TuningSpace(double LearningRate, double LowestRate, double HighestRate, int Rank, double Epochs)
{
    private const int LeastRank = 2;
    private const int MostRank = 128;
    private const double MostEpochs = 100;

    private static readonly double[] RankFactors = [0.5, 1, 2];
    private static readonly double[] EpochFactors = [0.5, 1, 2];

    /// <summary>The ranks that are tried, rising.</summary>
    public IReadOnlyList<int> Ranks => [.. RankFactors.Select(factor => (int)Math.Clamp(Math.Round(factor * Rank), LeastRank, MostRank)).Distinct().Order()];

    /// <summary>The numbers of epochs that are tried, rising.</summary>
    public IReadOnlyList<double> Amounts => [.. EpochFactors.Select(factor => Math.Clamp(factor * Epochs, 0.5, MostEpochs)).Distinct().Order()];

    /// <summary>
    /// So many places: the chosen settings first, then places drawn so that every stretch of each range is tried about equally often
    /// (a Latin hypercube, the learning rate on a logarithmic scale). The same seed draws the same places, and a longer list begins with
    /// other ones than a shorter list.
    /// </summary>
    public IReadOnlyList<(double LearningRate, int Rank, double Epochs)> Draw(int count, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var random = SeededRandom.For(seed, "tuning", count);
        var drawn = count - 1;
        var rates = Strata(drawn, random);
        var ranks = Strata(drawn, random);
        var amounts = Strata(drawn, random);
        var places = new List<(double, int, double)> { (LearningRate, Rank, Epochs) };
        for (var i = 0; i < drawn; i++)
        {
            var rate = LowestRate * Math.Pow(HighestRate / LowestRate, rates[i]);
            places.Add((Round(rate), Ranks[(int)(ranks[i] * Ranks.Count)], Amounts[(int)(amounts[i] * Amounts.Count)]));
        }

        return places;
    }

    /// <summary>One number from each of so many equal stretches of [0, 1), in an order of chance.</summary>
    private static double[] Strata(int count, SeededRandom random)
    {
        var numbers = Enumerable.Range(0, count).Select(stratum => (stratum + random.NextDouble()) / count).ToArray();
        random.Shuffle(numbers.AsSpan());
        return numbers;
    }

    /// <summary>Two digits: more would pretend a precision that nobody can see.</summary>
    private static double Round(double rate)
    {
        var scale = Math.Pow(10, Math.Floor(Math.Log10(rate)) - 1);
        return Math.Round(rate / scale) * scale;
    }
}
