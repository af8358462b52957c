using System.Globalization;
using OpenLedger.Training.Chance;

namespace OpenLedger.Training.Tuning;

/// <summary>Where a search looks: around the settings that a person would have trained with.</summary>
public sealed record SearchSpace
{
    private const string Digits = "0.0e0";

    /// <summary>The settings without a search; always the first trial, so that what is found can be held against them.</summary>
    public required TrialSettings Standard { get; init; }

    /// <summary>The lowest learning rate.</summary>
    public required double LowestRate { get; init; }

    /// <summary>The highest learning rate.</summary>
    public required double HighestRate { get; init; }

    /// <summary>The ranks that are tried.</summary>
    public required IReadOnlyList<int> Ranks { get; init; }

    /// <summary>The amounts of training that are tried, in epochs.</summary>
    public required IReadOnlyList<double> Amounts { get; init; }

    /// <summary>
    /// So many settings, the same for the same seed. Each learning rate comes from a stretch of its own of the range, even on a
    /// logarithmic scale, and every rank and amount comes about equally often (McKay, Beckman and Conover 1979: Latin hypercube).
    /// </summary>
    /// <param name="count">How many, the standard among them.</param>
    /// <param name="seed">The start of all chance.</param>
    public IReadOnlyList<TrialSettings> Draw(int count, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var random = SeededRandom.For(seed, "search");
        var others = count - 1;
        var (rates, ranks, amounts) = (Shuffled(random, others, others), Shuffled(random, others, Ranks.Count), Shuffled(random, others, Amounts.Count));
        var (low, high) = (Math.Log(LowestRate), Math.Log(HighestRate));
        var drawn = new List<TrialSettings> { Standard };
        for (var index = 0; index < others; index++)
        {
            var rate = Math.Exp(low + ((high - low) * (rates[index] + random.NextDouble()) / others));
            drawn.Add(new TrialSettings(Rounded(rate), Ranks[ranks[index]], Amounts[amounts[index]]));
        }

        return drawn;
    }

    /// <summary>Numbers from 0 up to but not including <paramref name="kinds"/>, each about equally often, in random order.</summary>
    private static int[] Shuffled(SeededRandom random, int count, int kinds)
    {
        var numbers = Enumerable.Range(0, count).Select(index => index % kinds).ToArray();
        random.Shuffle<int>(numbers);
        return numbers;
    }

    /// <summary>Two digits are as much as a learning rate means.</summary>
    public static double Rounded(double rate) => double.Parse(rate.ToString(Digits, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
