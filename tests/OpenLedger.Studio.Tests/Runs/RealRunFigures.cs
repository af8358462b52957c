using System.Globalization;
using OpenLedger.Training.Runs;
using OpenLedger.Training.Verdicts;

namespace OpenLedger.Studio.Tests.Runs;

/// <summary>
/// What a real run did, by its raw figures and without the judge: whether it behaved as it was set up to, in plain comparisons that are
/// stricter than anything that a judge must decide.
/// </summary>
internal sealed record RealRunFigures(IReadOnlyList<LossPoint> Points, RunScores? Before, RunScores? After)
{
    private const int First = 3;
    private const int Last = 10;

    /// <summary>The mean training loss of the first steps.</summary>
    public double TrainingStart => Training.Take(First).Average();

    /// <summary>The mean training loss of the last steps.</summary>
    public double TrainingEnd => Training.TakeLast(Last).Average();

    /// <summary>Steps with a held-out loss; the first is before training.</summary>
    public IReadOnlyList<LossPoint> HeldOut => [.. Points.Where(point => point.HeldOut is not null)];

    /// <summary>The step of the lowest held-out loss.</summary>
    public int BestStep => HeldOut.MinBy(point => point.HeldOut).Step;

    private double Start => HeldOut[0].HeldOut!.Value;

    private double End => HeldOut[^1].HeldOut!.Value;

    private double Best => HeldOut.Min(point => point.HeldOut!.Value);

    /// <summary>The held-out loss where two fifths of the run were made.</summary>
    private double Early => HeldOut.First(point => point.Step >= 0.4 * Points[^1].Step).HeldOut!.Value;

    private double? Kept => Before is { KeptRight: > 0 } before && After is { } after ? after.KeptRight / (double)before.KeptRight : null;

    private IEnumerable<double> Training => Points.Where(point => point.Training is not null).Select(point => point.Training!.Value);

    /// <summary>Whether nobody who looks at these figures could call it anything else.</summary>
    public bool Behave(VerdictKind truth) => truth switch
    {
        VerdictKind.Learning => End < 0.5 * Start && End < 1.02 * Best && Kept is null or > 0.9,
        VerdictKind.Overfitting => End > 1.15 * Best && TrainingEnd < 0.3 * TrainingStart && Kept is null or > 0.8,
        VerdictKind.Diverging => TrainingEnd > 1.3 * TrainingStart,
        VerdictKind.Plateau => End < 0.9 * Start && End > 0.13 * Start && Early < 1.06 * End && End < 1.04 * Best && Kept is null or > 0.9,
        VerdictKind.NothingLearned => Math.Abs((End / Start) - 1) < 0.03,
        VerdictKind.Forgetting => Kept < 0.75 && End < 0.8 * Start,
        _ => false,
    };

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Points[^1].Step} steps; training {TrainingStart:0.000} to {TrainingEnd:0.000}; held-out {Start:0.000}, at two fifths {Early:0.000}, best {Best:0.000} at step {BestStep}, end {End:0.000}; new {Before?.NewRight} to {After?.NewRight} of {After?.NewTotal}; kept {After?.KeptRight} of {Before?.KeptRight}");
}
