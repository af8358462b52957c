using System.Globalization;

namespace OpenLedger.Training.Recipes;

/// <summary>Which numbers a knob takes, and which of them a slider offers.</summary>
/// <param name="Minimum">The least number that is accepted.</param>
/// <param name="Maximum">The greatest number that is accepted.</param>
public sealed record KnobRange(double Minimum, double Maximum)
{
    private const int MostStops = 1000;

    private static readonly double[] StopsOfADecade = [1, 1.5, 2, 3, 5, 7];

    /// <summary>How a slider spreads its values.</summary>
    public KnobScale Scale { get; init; }

    /// <summary>Where a slider begins; what is below can be typed.</summary>
    public double SliderMinimum { get; init; } = Minimum;

    /// <summary>Where a slider ends; what is above can be typed.</summary>
    public double SliderMaximum { get; init; } = Maximum;

    /// <summary>The step of a linear slider.</summary>
    public double Step { get; init; } = 1;

    /// <summary>Whether a slider makes sense; a number such as a seed is only typed.</summary>
    public bool HasSlider => Scale != KnobScale.Linear || (SliderMaximum - SliderMinimum) / Step <= MostStops;

    /// <summary>All values a slider stops at, ascending: 1, 1.5, 2, 3, 5, 7 in each decade of a logarithmic one; empty where there is no slider.</summary>
    public IReadOnlyList<double> Stops() => Scale switch
    {
        _ when !HasSlider => [],
        KnobScale.Logarithmic => [.. Decades().Where(IsOnSlider)],
        KnobScale.PowersOfTwo => [.. Enumerable.Range(0, 31).Select(power => (double)(1L << power)).Where(IsOnSlider)],
        _ => [.. Enumerable.Range(0, (int)Math.Floor(((SliderMaximum - SliderMinimum) / Step) + 1e-9) + 1).Select(index => Math.Round(SliderMinimum + (index * Step), 9))],
    };

    /// <summary>The place in <see cref="Stops"/> that is nearest to a value, measured as the scale spreads them; -1 where there is no slider.</summary>
    public int NearestStop(double value)
    {
        var place = Scale == KnobScale.Linear ? value : Math.Log(Math.Max(value, double.Epsilon));
        var distances = Stops().Select(stop => Math.Abs((Scale == KnobScale.Linear ? stop : Math.Log(stop)) - place)).ToList();
        return distances.Count == 0 ? -1 : distances.IndexOf(distances.Min());
    }

    private bool IsOnSlider(double value) => value >= SliderMinimum && value <= SliderMaximum;

    private IEnumerable<double> Decades() =>
        from exponent in Enumerable.Range(-12, 25)
        from digit in StopsOfADecade
        select double.Parse(string.Create(CultureInfo.InvariantCulture, $"{digit}e{exponent}"), CultureInfo.InvariantCulture);
}
