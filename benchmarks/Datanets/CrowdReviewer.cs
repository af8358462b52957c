using OpenLedger.Datanets.Reviews;

namespace OpenLedger.Benchmarks.Datanets;

/// <summary>How a reviewer works.</summary>
internal enum CrowdManner
{
    Careful,

    /// <summary>Says yes to nearly everything.</summary>
    Lazy,

    /// <summary>Careful, but says yes to all that comes from the ring.</summary>
    Ring,
}

/// <summary>A reviewer of the simulated crowd. One in two hundred of their votes against an honest entry takes it for bad faith.</summary>
internal sealed class CrowdReviewer(string id, string cluster, CrowdManner manner, double accuracy, int perDay, double mistakenAbuse = 0.005)
{
    private const double SeesBlatant = 0.99;
    private const double LazyYes = 0.90;
    private const double LazyYesToBlatant = 0.50;

    public string Id { get; } = id;

    public string Cluster { get; } = cluster;

    public int PerDay { get; } = perDay;

    /// <summary>What they say of an entry.</summary>
    public Verdict Judge(CrowdEntry entry, Random chance) => SaysGood(entry, chance) ? Verdict.Accept : entry.Quality switch
    {
        CrowdQuality.Junk when entry.IsBlatant => chance.NextDouble() < 0.9 ? Verdict.Abuse : Verdict.Decline,
        CrowdQuality.Junk => chance.NextDouble() switch { < 0.3 => Verdict.Abuse, < 0.8 => Verdict.Decline, _ => Verdict.NeedsChanges },
        _ when chance.NextDouble() < mistakenAbuse => Verdict.Abuse,
        CrowdQuality.Poor => chance.NextDouble() < 0.5 ? Verdict.Decline : Verdict.NeedsChanges,
        _ => Verdict.NeedsChanges,
    };

    private bool SaysGood(CrowdEntry entry, Random chance)
    {
        if (manner == CrowdManner.Lazy)
        {
            return chance.NextDouble() < (entry.IsBlatant ? LazyYesToBlatant : LazyYes);
        }

        if (manner == CrowdManner.Ring && entry.Author.Kind == CrowdKind.Ring)
        {
            return true;
        }

        var isRight = chance.NextDouble() < (entry.IsBlatant ? SeesBlatant : accuracy);
        return isRight == (entry.Quality == CrowdQuality.Good);
    }
}
