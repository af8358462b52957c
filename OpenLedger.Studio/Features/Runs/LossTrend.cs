namespace OpenLedger.Studio.Features.Runs;

/// <summary>How the loss of a run moves; kept up with every new step, so that a page need not keep all of them.</summary>
public sealed record LossTrend
{
    /// <summary>A held-out loss this much above its best counts as worse, not as chance.</summary>
    public const double Worse = 1.05;

    // A loss this many times its first value is no longer chance.
    private const double ExplodedFactor = 1.5;

    // How much of the smoothed training loss a new step replaces.
    private const double Smoothing = 0.3;

    public int Count { get; private init; }

    public double? FirstLoss { get; private init; }

    /// <summary>The training loss, smoothed.</summary>
    public double? LastLoss { get; private init; }

    public int HeldOutCount { get; private init; }

    public double? FirstHeldOut { get; private init; }

    public double? LastHeldOut { get; private init; }

    public double? BestHeldOut { get; private init; }

    public bool SawNotANumber { get; private init; }

    public bool Exploded => SawNotANumber || LastLoss > ExplodedFactor * FirstLoss || LastHeldOut > ExplodedFactor * FirstHeldOut;

    public LossTrend With(RunMetric metric)
    {
        var trend = this;
        if (metric.Loss is { } loss)
        {
            trend = trend with
            {
                Count = trend.Count + 1,
                FirstLoss = trend.FirstLoss ?? loss,
                LastLoss = trend.LastLoss is { } last ? last + (Smoothing * (loss - last)) : loss,
                SawNotANumber = trend.SawNotANumber || !double.IsFinite(loss),
            };
        }

        if (metric.HeldOutLoss is { } held)
        {
            trend = trend with
            {
                HeldOutCount = trend.HeldOutCount + 1,
                FirstHeldOut = trend.FirstHeldOut ?? held,
                LastHeldOut = held,
                BestHeldOut = Math.Min(trend.BestHeldOut ?? held, held),
                SawNotANumber = trend.SawNotANumber || !double.IsFinite(held),
            };
        }

        return trend;
    }
}
