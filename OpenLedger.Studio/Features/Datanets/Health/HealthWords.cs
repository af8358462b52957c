using System.Globalization;
using Microsoft.Extensions.Localization;
using OpenLedger.Datanets.Agreement;
using OpenLedger.Datanets.Queues;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Datanets.Health;

/// <summary>What figures of a Datanet mean, in plain words.</summary>
internal static class HealthWords
{
    private const double AlmostAlways = 0.8;
    private const string Warning = "note warn";

    /// <summary>From hours on a figure of minutes says nothing more.</summary>
    public static string Span(IStringLocalizer T, TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => T["under a minute"],
        { TotalHours: < 1 } => T["{0} min", Math.Round(span.TotalMinutes)],
        { TotalDays: < 2 } => T["{0} h", Math.Round(span.TotalHours)],
        _ => T["{0} days", Math.Round(span.TotalDays)],
    };

    /// <summary>What the queue does at this pace, and what would hold it.</summary>
    public static Sentence Pace(QueuePace pace)
    {
        var growth = Math.Round(Math.Abs(pace.GrowthPerDay));
        return pace switch
        {
            { HandedIn: 0, Settled: 0 } => new Sentence("Nothing came in and nothing was decided in the last seven days."),
            { Holds: true } => new Sentence("What comes in is decided: at this pace the queue stays as it is."),
            { GrowthPerDay: < 0 } when growth <= 1 => new Sentence("At this pace the queue shrinks by about one entry a day."),
            { GrowthPerDay: < 0 } => new Sentence("At this pace the queue shrinks by {0} a day.", growth),
            { MoreReviewers: null } => new Sentence("Nobody has reviewed in the last seven days, and {0} entries came in. Invite a reviewer on the front page, or review some yourself.", pace.HandedIn),
            { MoreReviewers: 1 } => new Sentence("At this pace the queue grows by {0} a day; one more reviewer would hold it.", Math.Max(1, growth)),
            _ => new Sentence("At this pace the queue grows by {0} a day; {1} more reviewers would hold it.", Math.Max(1, growth), pace.MoreReviewers),
        };
    }

    /// <summary>How far reviewers agree.</summary>
    public static Sentence Agreement(ReviewerAgreement agreement) => agreement switch
    {
        { Texts: 0 } => new Sentence("No entry has two reviews yet. As soon as some have, you see here how far reviewers agree."),
        { IsEnough: false } => new Sentence("Too few texts have two reviews yet to say how far reviewers agree. From {0} on you see it here.", ReviewerAgreement.LeastTexts),
        { Alpha: { } alpha } when KrippendorffAlpha.BandOf(alpha) == AgreementBand.Good => new Sentence("Reviewers agree well: the guidelines are clear."),
        { Alpha: { } alpha } when KrippendorffAlpha.BandOf(alpha) == AgreementBand.Fair => new Sentence("Reviewers mostly agree. A worked example for what they see differently would help."),
        { FirstOrder: >= AlmostAlways } => new Sentence("Reviewers say nearly always the same; too few entries were handed back to tell more from it."),
        _ => new Sentence("Reviewers often see the same entry differently. That is the guidelines' fault, not theirs: say more clearly what belongs here, with examples."),
    };

    public static string AgreementTone(ReviewerAgreement agreement) => agreement switch
    {
        { IsEnough: false } => "note",
        { Alpha: { } alpha } when KrippendorffAlpha.BandOf(alpha) == AgreementBand.Good => "note good",
        { FirstOrder: >= AlmostAlways } => "note good",
        { Alpha: { } alpha } when KrippendorffAlpha.BandOf(alpha) == AgreementBand.Fair => "note",
        _ => Warning,
    };

    /// <summary>True where there is enough to say that reviewers often see the same entry differently, however chance is counted.</summary>
    public static bool IsUnclear(ReviewerAgreement agreement) => AgreementTone(agreement) == Warning;

    public static string Figure(double? value) => value is { } known ? known.ToString("0.00", CultureInfo.CurrentCulture) : "–";
}
