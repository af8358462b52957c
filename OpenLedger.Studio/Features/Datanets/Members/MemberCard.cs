using System.Text.Json.Serialization;
using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Trust;

namespace OpenLedger.Studio.Features.Datanets.Members;

/// <summary>
/// What trust reads of a member: final outcomes, the tier, what was handed in today, and what is known of them as a reviewer. Kept with the
/// member so that no decision has to walk through the events of months.
/// </summary>
public sealed record MemberCard
{
    /// <summary>Outcomes older than this weigh a sixteenth and less.</summary>
    private const int MostOutcomes = 2_000;

    public Tier Tier { get; init; } = Tier.T0;

    public IReadOnlyList<ContributorOutcome> Outcomes { get; init; } = [];

    public int Accepted { get; init; }

    public int FinallyDecided { get; init; }

    /// <summary>Days on which they did something.</summary>
    public int ActiveDays { get; init; }

    /// <summary>The last of these, as days since 1 January of the year 1.</summary>
    public int LastActiveDay { get; init; }

    /// <summary>New entries handed in on <see cref="LastActiveDay"/>.</summary>
    public int EntriesToday { get; init; }

    public long BytesToday { get; init; }

    /// <summary>Reviews that counted on <see cref="ReviewsDay"/>: votes on entries that were decided on that day.</summary>
    public int ReviewsToday { get; init; }

    public int ReviewsDay { get; init; }

    /// <summary>Known items judged to be allowed to review, and how many of them right.</summary>
    public int QualificationItems { get; init; }

    public int QualificationRight { get; init; }

    /// <summary>True while they train with known items.</summary>
    public bool IsPaused { get; init; }

    /// <summary>The linked accounts that they belong to; null where they are linked to nobody.</summary>
    public string? Cluster { get; init; }

    /// <summary>Who said what they are here; null where nobody but themselves did.</summary>
    public string? RoleBy { get; init; }

    /// <summary>What other Datanets have decided about them, as of today; null where none has.</summary>
    public Reputation? Elsewhere { get; init; }

    /// <summary>What is known of them as a reviewer.</summary>
    public ReviewerCard Reviewing { get; init; } = new();

    /// <summary>How often they are right as a reviewer: the weight of their votes.</summary>
    [JsonIgnore]
    public double Accuracy => Reviewing.Accuracy.Mean;

    public static MemberCard Read(string json) => DatanetJson.Read<MemberCard>(json);

    public string Json() => DatanetJson.Write(this);

    public Reputation ReputationAt(DateTimeOffset at) => Reputation.Of(Outcomes, at, Elsewhere);

    /// <summary>The same on a day: what was handed in on another is no more of today.</summary>
    public MemberCard On(DateTimeOffset at) => DayOf(at) == LastActiveDay ? this : this with { EntriesToday = 0, BytesToday = 0 };

    /// <summary>The same after something was done on a day.</summary>
    public MemberCard Active(DateTimeOffset at) =>
        DayOf(at) == LastActiveDay ? this : On(at) with { ActiveDays = ActiveDays + 1, LastActiveDay = DayOf(at) };

    /// <summary>Reviews of theirs that counted on a day.</summary>
    public int ReviewsOn(DateTimeOffset at) => DayOf(at) == ReviewsDay ? ReviewsToday : 0;

    /// <summary>The same after an entry was decided on which they had voted.</summary>
    public MemberCard Credited(DateTimeOffset at) => this with { ReviewsToday = ReviewsOn(at) + 1, ReviewsDay = DayOf(at) };

    /// <summary>The same with the tier that the record earns now: it grows with days and fades with months as well.</summary>
    public MemberCard Weighed(DateTimeOffset since, DateTimeOffset at, bool isCurator, QualificationPolicy qualification) =>
        this with { Tier = Tiers.After(Tier, Record(since, at, isCurator), qualification) };

    /// <summary>The same after outcomes, with the tier that they earn.</summary>
    public MemberCard With(IReadOnlyList<ContributorOutcome> outcomes, DateTimeOffset since, DateTimeOffset at, bool isCurator, QualificationPolicy qualification)
    {
        if (outcomes.Count == 0)
        {
            return this;
        }

        var all = Outcomes.Concat(outcomes).TakeLast(MostOutcomes).ToList();
        var after = this with
        {
            Outcomes = all,
            Accepted = Accepted + outcomes.Count(outcome => outcome.Kind == OutcomeKind.Accepted),
            FinallyDecided = FinallyDecided + outcomes.Count(outcome => outcome.Kind is OutcomeKind.Accepted or OutcomeKind.Declined or OutcomeKind.AbuseConfirmed),
        };
        return after.Weighed(since, at, isCurator, qualification);
    }

    public ContributorRecord Record(DateTimeOffset since, DateTimeOffset at, bool isCurator) => new(
        Accepted,
        FinallyDecided,
        (at - since).TotalDays,
        ActiveDays,
        ReputationAt(at),
        QualificationItems,
        QualificationItems == 0 ? 0 : (double)QualificationRight / QualificationItems,
        Reviewing.Accuracy.Items > 0 ? Accuracy : null,
        isCurator);

    private static int DayOf(DateTimeOffset at) => (int)(at.UtcTicks / TimeSpan.TicksPerDay);
}
