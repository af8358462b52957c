using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Releases;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Known;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Features.Datanets.Releases;

/// <summary>What is known of the reviews behind a release: how reviewers judge known items, and what a second look at trusted authors' entries found.</summary>
internal static class ReleaseQuality
{
    private const string Drawn = $"\"{EvidenceNames.SpotCheck}\"";

    private static readonly string[] NotAccepted = [nameof(EntryState.NeedsChanges), nameof(EntryState.Declined), nameof(EntryState.Abuse)];

    /// <summary>Read from the store; null where nothing is known.</summary>
    public static ManifestQuality? Of(StudioContext context, string datanetId)
    {
        var (answers, right) = KnownAnswers(context, datanetId);
        var (looked, errors) = SpotChecks(context, datanetId);
        return ManifestQuality.Of(answers, right, looked, errors);
    }

    /// <summary>First answers alone: those to an item seen again say what somebody has learned. What is contested counts for nobody.</summary>
    private static (int Answers, int Right) KnownAnswers(StudioContext context, string datanetId)
    {
        var items = context.Gold.AsNoTracking().Where(item => item.DatanetId == datanetId).AsEnumerable().Select(KnownItems.ItemOf).Where(item => item.IsInUse)
            .ToDictionary(item => item.EntryId, item => item.IsGood, StringComparer.Ordinal);
        var answers = context.GoldAnswers.AsNoTracking().Where(answer => answer.DatanetId == datanetId && answer.IsFirst).Select(answer => new { answer.EntryId, answer.Verdict }).AsEnumerable()
            .Where(answer => items.ContainsKey(answer.EntryId)).ToList();
        return (answers.Count, answers.Count(answer => items[answer.EntryId] == (answer.Verdict == nameof(Verdict.Accept))));
    }

    /// <summary>Texts of trusted authors that were drawn for more reviews than the one that would have accepted them; what is not decided yet says nothing.</summary>
    private static (int Looked, int Errors) SpotChecks(StudioContext context, string datanetId)
    {
        var twice = context.EntryEvents.AsNoTracking().Where(happened => happened.DatanetId == datanetId && happened.Content.Contains(Drawn)).OrderBy(happened => happened.Sequence)
            .Select(happened => happened.Content).AsEnumerable().Select(EventJson.TryRead).OfType<EntryEvent>()
            .Where(happened => happened.Command == CommandKind.Vote && happened.Evidence.ContainsKey(EvidenceNames.SpotCheck)).ToLookup(happened => (happened.EntryId, happened.Revision))
            .Where(votes => votes.Count() > 1 && votes.First().Evidence.GetValueOrDefault(EvidenceNames.Verdict) == nameof(Verdict.Accept)).Select(votes => votes.Key).ToList();
        var ids = twice.Select(text => text.EntryId).Distinct().ToList();
        var rows = context.Entries.AsNoTracking().Where(entry => ids.Contains(entry.Id)).Select(entry => new { entry.Id, entry.State, entry.Revision }).ToDictionary(entry => entry.Id, StringComparer.Ordinal);
        var verdicts = twice.Where(text => rows.ContainsKey(text.EntryId)).Select(text => rows[text.EntryId] switch
        {
            // What came again after it was handed back was not accepted then.
            var row when row.Revision > text.Revision || NotAccepted.Contains(row.State) => (bool?)false,
            var row when StateSets.Readable.Contains(row.State) => true,
            _ => null,
        }).OfType<bool>().ToList();
        return (verdicts.Count, verdicts.Count(good => !good));
    }
}
