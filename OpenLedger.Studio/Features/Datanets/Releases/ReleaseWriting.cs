using System.Text;
using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Releases;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Datanets.Releases;

/// <summary>Writes a release down in one transaction: its rows, the new state of its entries with their events, and that of the releases before it.</summary>
internal static class ReleaseWriting
{
    /// <summary>False, and nothing written, where entries or releases are not what the release was made of any more.</summary>
    public static bool TryWrite(StudioContext context, string releaseId, MadeRelease made, ReleaseStock stock, string accountId, DateTimeOffset at)
    {
        if (ReleaseSource.Newest(context, stock.Draft.DatanetId)?.Id != stock.ParentId || !IsAsItWas(context, stock))
        {
            return false;
        }

        context.Releases.Add(new ReleaseRow
        {
            Id = releaseId,
            DatanetId = stock.Draft.DatanetId,
            Version = made.Version.ToString(),
            CreatedAt = at,
            AuthorId = accountId,
            State = nameof(ReleaseState.Published),
            Manifest = Encoding.UTF8.GetString(made.ManifestBytes),
            Card = DatanetJson.Write(new ReleaseCard { Title = stock.Draft.Title, Purpose = stock.Draft.Purpose, Text = made.Card, Signature = made.Signature.Signature, PublicKey = made.Signature.PublicKey }),
        });
        context.ReleaseEntries.AddRange(made.Entries.Select((entry, index) => new ReleaseEntryRow
        {
            ReleaseId = releaseId,
            LeafIndex = index,
            EntryId = entry.Id.Text,
            Revision = entry.Revision,
            LeafHash = made.Leaves[index].LeafHash,
            Content = Encoding.UTF8.GetString(entry.CoreBytes()),
        }));
        Release(context, releaseId, stock.Draft.DatanetId, accountId, at);
        Replace(context, made, stock.Draft.DatanetId);
        return true;
    }

    private static bool IsAsItWas(StudioContext context, ReleaseStock stock)
    {
        var ids = stock.Draft.DatanetId;
        string[] states = [nameof(EntryState.Accepted), nameof(EntryState.Released), nameof(EntryState.Challenged)];
        var now = context.Entries.AsNoTracking().Where(row => row.DatanetId == ids && row.DeletedAt == null && states.Contains(row.State)).Select(row => new { row.Id, row.State, row.Revision }).ToList();
        return now.Count == stock.Standing.Count && now.All(row => stock.Standing.TryGetValue(row.Id, out var was) && was == (row.State, row.Revision));
    }

    /// <summary>Accepted entries become released ones, each through the rules and with its event; one chain, read once.</summary>
    private static void Release(StudioContext context, string releaseId, string datanetId, string accountId, DateTimeOffset at)
    {
        var policy = DatanetCard.Read(context.Datanets.AsNoTracking().Where(row => row.Id == datanetId).Select(row => row.Card).Single()).Rules;
        var actor = EntryTransitions.ActorOf(context, datanetId, accountId, at);
        var last = context.EntryEvents.AsNoTracking().Where(each => each.DatanetId == datanetId).OrderByDescending(each => each.Sequence).Select(each => new ChainLink(each.Sequence, each.PreviousHash, each.Hash, each.Content)).FirstOrDefault();
        var happened = new List<EntryEventRow>();
        foreach (var row in context.Entries.Where(row => row.DatanetId == datanetId && row.DeletedAt == null && row.State == nameof(EntryState.Accepted)).OrderBy(row => row.Id).ToList())
        {
            var card = EntryCard.Read(row.Card);
            var transition = Lifecycle.Apply(card.Standing, EntryCommand.Release(releaseId), new CommandContext(actor, at, policy, new AuthorView(row.AuthorId)));
            if (transition is not { IsDone: true, Event: { } released })
            {
                throw new InvalidOperationException($"The entry {row.Id} cannot be released: {transition.Refusal?.Message}");
            }

            (row.State, row.UpdatedAt, row.Card) = (transition.Standing.State.ToString(), at, (card with { Standing = transition.Standing }).Json());
            last = EventChain.Append(released, datanetId, last);
            happened.Add(new EntryEventRow
            {
                DatanetId = datanetId,
                Sequence = last.Sequence,
                EntryId = row.Id,
                Actor = released.ActorId,
                At = at,
                PreviousHash = last.PreviousHash,
                Hash = last.Hash,
                Content = last.Content,
            });
        }

        context.EntryEvents.AddRange(happened);
    }

    private static void Replace(StudioContext context, MadeRelease made, string datanetId)
    {
        var rows = context.Releases.Where(row => row.DatanetId == datanetId).ToList();
        var withdrawn = made.Manifest.Removed.Where(entry => entry.Reason == nameof(RemovalReason.Consent)).Select(entry => entry.EntryId).ToList();
        var changes = ReleaseStates.AfterRelease(
            rows.Select(row => new PastRelease(row.Id, Enum.Parse<ReleaseState>(row.State))),
            withdrawn,
            (release, entries) => context.ReleaseEntries.AsNoTracking().Any(entry => entry.ReleaseId == release && entries.Contains(entry.EntryId)));
        foreach (var change in changes)
        {
            rows.Single(row => row.Id == change.Id).State = change.State.ToString();
        }
    }
}
