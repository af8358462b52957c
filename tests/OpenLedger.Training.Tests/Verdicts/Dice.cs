using OpenLedger.Training.Chance;

namespace OpenLedger.Training.Tests.Verdicts;

/// <summary>Chance in the forms that the made-up curves need.</summary>
internal sealed class Dice(SeededRandom random)
{
    private const double Tail = 0.6;

    public double Between(double low, double high) => low + ((high - low) * random.NextDouble());

    /// <summary>As likely between 1 and 10 as between 10 and 100.</summary>
    public double Logarithmic(double low, double high) => low * Math.Pow(high / low, random.NextDouble());

    public bool Happens(double share) => random.NextDouble() < share;

    public double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Mostly small and now and then large: normal with a deviation that itself is chance.</summary>
    public double HeavyTailed() => Normal() * Math.Exp(Tail * Normal());
}
