using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Agreement;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Json;
using OpenLedger.Datanets.Releases;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Evaluations;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Datanets.Releases;

/// <summary>Which revision of which entry a release was made of: what must still be so when it is written.</summary>
internal sealed record ReleaseStock(IReadOnlyList<ReleaseEntry> Entries, IReadOnlyDictionary<string, (string State, int Revision)> Standing, ReleaseDraft Draft, string? ParentId);

/// <summary>Reads from the store what a release is made of, and what one holds.</summary>
internal static class ReleaseSource
{
    private static readonly string[] In = [nameof(EntryState.Accepted), nameof(EntryState.Released)];

    /// <summary>All that the next release of a Datanet is made of.</summary>
    public static ReleaseStock Read(StudioContext context, Datanet datanet, string? ownWords, byte[] salt, DateTimeOffset at)
    {
        var parentRow = Newest(context, datanet.Id);
        var parent = parentRow is null ? null : ReleaseView.Of(parentRow);
        var cores = parent is null ? [] : Cores(context, parent.Id);
        var rows = Rows(context, datanet.Id);
        var decisions = Decisions(context, datanet.Id);
        var entries = new List<ReleaseEntry>();
        var (findings, votes) = (new SortedDictionary<string, int>(StringComparer.Ordinal), new List<IReadOnlyList<Verdict>>());
        foreach (var row in rows)
        {
            var known = cores.GetValueOrDefault(row.Id);
            if (!In.Contains(row.State) && known is null)
            {
                continue;
            }

            var card = EntryCard.Read(row.Card);
            entries.Add(known is not null && known.Revision == row.Revision ? known : EntryOf(row, card, decisions.GetValueOrDefault(row.Id, ""), salt));
            Count(card, findings, votes);
        }

        var draft = new ReleaseDraft
        {
            DatanetId = datanet.Id,
            Title = datanet.Title,
            Purpose = datanet.Card.Purpose,
            Languages = datanet.Card.Languages,
            SchemaHash = Sha256(new JsonObject { ["form"] = datanet.Card.Kind.ToString(), ["core"] = ReleaseEntry.CoreVersion }),
            GuidelineHash = GuidelineHash(datanet.Card),
            PolicyVersion = datanet.Card.Rules.PolicyVersion,
            Parent = parent is null ? null : new ParentRelease(parent.Manifest, parent.ManifestSha256, Leaves(context, parent.Id)),
            CreatedAt = at,
            Splits = parent?.Splits ?? SplitPlan.Usual(datanet.Id),
            Gates = findings.Count == 0 ? null : findings,
            Agreement = votes.Count == 0 ? null : new ManifestAgreement(KrippendorffAlpha.Nominal(votes), GwetAgreement.FirstOrder(votes, Enum.GetValues<Verdict>().Length), votes.Count),
            Quality = ReleaseQuality.Of(context, datanet.Id),
            EvaluationSets = EvaluationShelf.Names(context, datanet.Id),
            Improved = TakenOut(context, datanet.Id, EvidenceNames.CauseImproved).ToHashSet(StringComparer.Ordinal),
            ConsentWithdrawn = Withdrawn(context, datanet.Id),
            OwnWords = ownWords ?? DatasetCard.OwnWordsOf(parent?.Card.Text),
            ToolVersion = "OpenLedger Studio " + typeof(ReleaseSource).Assembly.GetName().Version?.ToString(3),
        };
        return new ReleaseStock(entries, rows.ToDictionary(row => row.Id, row => (row.State, row.Revision)), draft, parent?.Id);
    }

    /// <summary>The last release that was made, revoked or not.</summary>
    public static ReleaseRow? Newest(StudioContext context, string datanetId) =>
        context.Releases.AsNoTracking().Where(row => row.DatanetId == datanetId).OrderByDescending(row => row.CreatedAt).FirstOrDefault();

    /// <summary>The leaves of a release in their order.</summary>
    public static IReadOnlyList<ReleasedLeaf> Leaves(StudioContext context, string releaseId) =>
        [.. context.ReleaseEntries.AsNoTracking().Where(entry => entry.ReleaseId == releaseId).OrderBy(entry => entry.LeafIndex).Select(entry => new ReleasedLeaf(entry.EntryId, entry.Revision, entry.LeafHash))];

    /// <summary>The entries of a release in their order, without holding them all.</summary>
    public static async IAsyncEnumerable<ReleaseEntry> StreamAsync(IDbContextFactory<StudioContext> contexts, string releaseId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        await foreach (var core in context.ReleaseEntries.AsNoTracking().Where(entry => entry.ReleaseId == releaseId).OrderBy(entry => entry.LeafIndex).Select(entry => entry.Content).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            yield return ReleaseEntry.TryRead(core) ?? throw new InvalidDataException($"An entry of the release {releaseId} cannot be read.");
        }
    }

    /// <summary>Entries that may be in: accepted ones, released ones, and released ones that somebody questions at this moment.</summary>
    private static List<EntryRow> Rows(StudioContext context, string datanetId)
    {
        string[] states = [.. In, nameof(EntryState.Challenged)];
        return [.. context.Entries.AsNoTracking().Where(row => row.DatanetId == datanetId && row.DeletedAt == null && states.Contains(row.State))];
    }

    private static Dictionary<string, ReleaseEntry> Cores(StudioContext context, string releaseId) => context.ReleaseEntries.AsNoTracking()
        .Where(entry => entry.ReleaseId == releaseId).Select(entry => entry.Content).AsEnumerable()
        .Select(ReleaseEntry.TryRead).OfType<ReleaseEntry>().ToDictionary(entry => entry.Id.Text, StringComparer.Ordinal);

    /// <summary>For each accepted entry the hash of the event that accepted it.</summary>
    private static Dictionary<string, string> Decisions(StudioContext context, string datanetId)
    {
        var accepted = context.Entries.Where(row => row.DatanetId == datanetId && row.State == nameof(EntryState.Accepted)).Select(row => row.Id);
        var decisions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var happened in context.EntryEvents.AsNoTracking().Where(each => each.DatanetId == datanetId && accepted.Contains(each.EntryId)).OrderBy(each => each.Sequence).AsEnumerable())
        {
            if (EventJson.TryRead(happened.Content) is { To: EntryState.Accepted })
            {
                decisions[happened.EntryId] = happened.Hash;
            }
        }

        return decisions;
    }

    /// <summary>Entries whose authors took them back, or that were taken out for want of consent.</summary>
    private static HashSet<string> Withdrawn(StudioContext context, string datanetId)
    {
        var withdrawn = context.Entries.AsNoTracking().Where(row => row.DatanetId == datanetId && (row.State == nameof(EntryState.Withdrawn) || row.DeletedAt != null)).Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        withdrawn.UnionWith(TakenOut(context, datanetId, EvidenceNames.CauseConsent));
        return withdrawn;
    }

    /// <summary>Entries that were taken out for a cause.</summary>
    private static IEnumerable<string> TakenOut(StudioContext context, string datanetId, string cause)
    {
        var tombstoned = context.Entries.Where(row => row.DatanetId == datanetId && row.State == nameof(EntryState.Tombstoned)).Select(row => row.Id);
        return context.EntryEvents.AsNoTracking().Where(each => each.DatanetId == datanetId && tombstoned.Contains(each.EntryId)).Select(each => each.Content).AsEnumerable().Select(EventJson.TryRead).OfType<EntryEvent>()
            .Where(each => each.To == EntryState.Tombstoned && each.Evidence.GetValueOrDefault(EvidenceNames.Cause) == cause).Select(each => each.EntryId);
    }

    private static ReleaseEntry EntryOf(EntryRow row, EntryCard card, string decision, byte[] salt) => new(
        EntryId.TryParse(row.Id) ?? throw new InvalidDataException($"The entry {row.Id} has no id of an entry."),
        row.Revision,
        row.Category,
        JsonNode.Parse(row.Content)!.AsObject(),
        card.Licence,
        Sha256(new JsonObject { ["entryId"] = row.Id, ["licence"] = card.Licence, ["at"] = card.ConsentAt?.ToString("O", CultureInfo.InvariantCulture) }),
        ContributorRef.Of(salt, row.AuthorId),
        decision,
        row.PolicyVersion);

    private static void Count(EntryCard card, SortedDictionary<string, int> findings, List<IReadOnlyList<Verdict>> votes)
    {
        foreach (var rule in card.Findings.Select(finding => JsonNode.Parse(finding)?["rule"]?.GetValue<string>()).OfType<string>().Distinct())
        {
            findings[rule] = findings.GetValueOrDefault(rule) + 1;
        }

        if (card.Standing.CurrentVotes.Select(vote => vote.Verdict).ToList() is { Count: > 1 } given)
        {
            votes.Add(given);
        }
    }

    private static string GuidelineHash(DatanetCard card) => Sha256(new JsonObject
    {
        ["purpose"] = card.Purpose,
        ["guidelines"] = card.Guidelines,
        ["examples"] = new JsonArray([.. card.Examples.Select(example => new JsonObject { ["good"] = example.IsGood, ["text"] = example.Text, ["why"] = example.Why })]),
        ["categories"] = new JsonArray([.. card.Categories.Select(category => new JsonObject { ["name"] = category.Name, ["description"] = category.Description })]),
    });

    private static string Sha256(JsonObject fields) => ReleaseManifest.Sha256(CanonicalJson.Text(fields));
}
