using OpenLedger.Studio.Features.Models;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>Between which learning rates a model usually learns well, and from where on it usually breaks.</summary>
internal static class RateZones
{
    private const double Broken = 4;
    private const double Idle = 0.2;
    private const int UsualRank = 32;
    private const long Tiny = 20_000_000;
    private const long Small = 1_000_000_000;

    /// <summary>
    /// The zone: what the model's own file says, else by its size. Above rank 32 it falls as the root of the rank, since alpha over the rank
    /// no longer keeps the adapter's steps small.
    /// </summary>
    public static (double Low, double High) Of(StudioModel? model, int rank)
    {
        var (low, high) = model?.Defaults.LearningRateRange ?? (model?.Parameters switch
        {
            null => (1e-4, 5e-4),
            < Tiny => (1e-3, 5e-3),
            < Small => (2e-4, 1e-3),
            _ => (5e-5, 3e-4),
        });
        var narrower = rank > UsualRank ? Math.Sqrt((double)UsualRank / rank) : 1;
        return (low * narrower, high * narrower);
    }

    /// <summary>From here on a run usually breaks.</summary>
    public static double RedFrom((double Low, double High) zone) => zone.High * Broken;

    /// <summary>Below this a run usually teaches nothing.</summary>
    public static double IdleBelow((double Low, double High) zone) => zone.Low * Idle;
}
