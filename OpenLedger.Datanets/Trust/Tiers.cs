using OpenLedger.Datanets.Policies;

namespace OpenLedger.Datanets.Trust;

/// <summary>What decides about a contributor's tier.</summary>
/// <param name="Accepted">Entries accepted so far.</param>
/// <param name="FinallyDecided">Entries finally decided: accepted, declined or abuse.</param>
/// <param name="DaysSinceJoining">Days since the contributor came to the Datanet.</param>
/// <param name="ActiveDays">Days on which they did something.</param>
/// <param name="Reputation">Their reputation now.</param>
/// <param name="QualificationItems">Known items they have judged to be allowed to review.</param>
/// <param name="QualificationAccuracy">The share that they judged right.</param>
/// <param name="ReviewerAccuracy">The mean of their accuracy as a reviewer; null before any review.</param>
/// <param name="IsCurator">True where they were appointed.</param>
public sealed record ContributorRecord(
    int Accepted,
    int FinallyDecided,
    double DaysSinceJoining,
    int ActiveDays,
    Reputation Reputation,
    int QualificationItems = 0,
    double QualificationAccuracy = 0,
    double? ReviewerAccuracy = null,
    bool IsCurator = false);

/// <summary>From which record on a contributor has which tier. A tier is lost by decay or abuse only, never by a bad streak.</summary>
public static class Tiers
{
    private const int KnownAccepted = 3;
    private const double KnownQuality = 0.40;
    private const double KnownDays = 1;
    private const int ProvenAccepted = 25;
    private const double ProvenQuality = 0.60;
    private const double ProvenShare = 0.60;
    private const int ProvenActiveDays = 7;
    private const int TrustedAccepted = 150;
    private const double TrustedQuality = 0.75;
    private const double TrustedDays = 30;
    private const double TrustedReviewer = 0.85;

    /// <summary>The tier after a record.</summary>
    /// <param name="current">The tier so far.</param>
    /// <param name="record">What is known now.</param>
    /// <param name="qualification">What a reviewer shows first.</param>
    public static Tier After(Tier current, ContributorRecord record, QualificationPolicy qualification)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(qualification);
        if (record.IsCurator)
        {
            return Tier.T4;
        }

        var earned = Earned(record, qualification);
        var kept = Kept(record.Reputation.QualityWithoutStreaks);
        return earned >= current ? earned : (Tier)Math.Max((int)earned, Math.Min((int)kept, Math.Min((int)current, (int)Tier.T3)));
    }

    /// <summary>True where enough entries were accepted that the test is open which the next step asks for.</summary>
    public static bool MayQualify(int accepted) => accepted >= ProvenAccepted;

    /// <summary>The tier that a record earns on its own. Where the qualification asks for no items, the other criteria decide.</summary>
    public static Tier Earned(ContributorRecord record, QualificationPolicy qualification)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(qualification);
        var quality = record.Reputation.Quality;
        if (record.Accepted < KnownAccepted || quality < KnownQuality || record.DaysSinceJoining < KnownDays)
        {
            return Tier.T0;
        }

        var share = record.FinallyDecided == 0 ? 0 : (double)record.Accepted / record.FinallyDecided;
        var qualified = qualification.Items == 0 || (record.QualificationItems >= qualification.Items && record.QualificationAccuracy >= qualification.MinAccuracy);
        if (record.Accepted < ProvenAccepted || quality < ProvenQuality || share < ProvenShare || record.ActiveDays < ProvenActiveDays || !qualified)
        {
            return Tier.T1;
        }

        return record.Accepted >= TrustedAccepted && quality >= TrustedQuality && record.DaysSinceJoining >= TrustedDays && record.ReviewerAccuracy >= TrustedReviewer
            ? Tier.T3
            : Tier.T2;
    }

    private static Tier Kept(double quality) => quality switch
    {
        >= TrustedQuality => Tier.T3,
        >= ProvenQuality => Tier.T2,
        >= KnownQuality => Tier.T1,
        _ => Tier.T0,
    };
}
