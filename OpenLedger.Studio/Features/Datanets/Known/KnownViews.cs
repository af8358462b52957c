using OpenLedger.Datanets.Agreement;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Queues;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Datanets.Known;

/// <summary>A known item as curators see it.</summary>
/// <param name="Row">The item.</param>
/// <param name="Content">Its text.</param>
/// <param name="Item">The same in the words of the rules.</param>
/// <param name="Answers">How many reviewers judged it.</param>
/// <param name="Right">How many of them as the curators.</param>
internal sealed record KnownView(GoldRow Row, EntryContent Content, GoldItem Item, int Answers, int Right);

/// <summary>What a reviewer says of a known item.</summary>
/// <param name="Key">Chosen once for this answer: sent twice, it counts once.</param>
/// <param name="EntryId">The item.</param>
/// <param name="Verdict">What they say.</param>
internal sealed record KnownBallot(string Key, string EntryId, Verdict Verdict)
{
    /// <summary>How long they looked at it; null where nobody measured.</summary>
    public TimeSpan? Taken { get; init; }
}

/// <summary>What a reviewer reads after their verdict on a known item.</summary>
/// <param name="EntryId">The item.</param>
/// <param name="Content">Its text.</param>
/// <param name="Said">What they said.</param>
/// <param name="IsGood">Whether curators accepted it.</param>
/// <param name="Why">Why, in a curator's words.</param>
public sealed record KnownFeedback(string EntryId, EntryContent Content, Verdict Said, bool IsGood, string Why)
{
    public bool IsRight => (Said == Verdict.Accept) == IsGood;
}

/// <summary>Where a reviewer stands with known items.</summary>
/// <param name="Pool">What there is.</param>
/// <param name="Categories">The same by category.</param>
/// <param name="Qualification">How far the qualification is.</param>
/// <param name="Policy">What it asks.</param>
/// <param name="IsQualifying">Whether known items come first, before votes weigh.</param>
/// <param name="IsPaused">Whether votes rest while they train.</param>
public sealed record KnownState(GoldPool Pool, IReadOnlyDictionary<string, GoldPool> Categories, Qualification Qualification, QualificationPolicy Policy, bool IsQualifying, bool IsPaused)
{
    /// <summary>Whether a category has enough of them that some are mixed in among its other entries.</summary>
    public bool Mixes => Categories.Values.Any(pool => pool.IsEnoughToMix);
}

/// <summary>One verdict whose right answer is known.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="Category">Its category.</param>
/// <param name="Content">What it said.</param>
/// <param name="Said">What the reviewer said.</param>
/// <param name="IsGood">What is right.</param>
/// <param name="Why">Why, in a curator's words; empty where none were given.</param>
/// <param name="At">When.</param>
internal sealed record Judged(string EntryId, string Category, EntryContent Content, Verdict Said, bool IsGood, string Why, DateTimeOffset At)
{
    public ReviewerObservation Observation => new(Said == Verdict.Accept, IsGood, IsCertain: true);
}

/// <summary>What a reviewer is shown of themselves, and nobody else.</summary>
/// <param name="All">Over everything.</param>
/// <param name="Categories">The same by category.</param>
/// <param name="Differences">Where they and the curators differ, the last first.</param>
/// <param name="State">Where they stand with known items.</param>
internal sealed record CalibrationView(CalibrationCard All, IReadOnlyList<(string Category, CalibrationCard Card)> Categories, IReadOnlyList<Judged> Differences, KnownState State);
