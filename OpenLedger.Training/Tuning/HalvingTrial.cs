namespace OpenLedger.Training.Tuning;

/// <summary>A trial of a search and what is known of it so far.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Settings">What it is trained with.</param>
/// <param name="Seconds">How long it would take from its start to its end, as it was estimated.</param>
public sealed record HalvingTrial(int Number, TrialSettings Settings, double Seconds)
{
    /// <summary>The lowest held-out loss up to each rung that it reached.</summary>
    public IReadOnlyList<double> Losses { get; init; } = [];

    /// <summary>The lowest held-out loss so far, wherever it was measured; null where none was.</summary>
    public double? BestLoss { get; init; }

    /// <summary>How much of it is trained, from 0 to 1.</summary>
    public double Share { get; init; }

    /// <summary>Seconds that it was trained.</summary>
    public double Spent { get; init; }

    /// <summary>How often its training was begun or taken up.</summary>
    public int Starts { get; init; }

    /// <summary>Whether it broke off, or somebody took it out: it counts no more.</summary>
    public bool IsDropped { get; init; }

    /// <summary>The trial after a rung was reached with this loss.</summary>
    public HalvingTrial Reach(double loss) => this with { Losses = [.. Losses, loss], BestLoss = Math.Min(loss, BestLoss ?? loss), IsDropped = IsDropped || !double.IsFinite(loss) };
}
