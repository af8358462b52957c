using Microsoft.EntityFrameworkCore;
using OpenLedger.Attribution;
using OpenLedger.Datanets.Releases;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Features.Datanets.Releases;

/// <summary>The one door to releases: which there are, what the next one would be, and its making. Whoever sees a Datanet sees its releases; curators make them.</summary>
internal sealed class ReleaseDesk(IDbContextFactory<StudioContext> contexts, WriteQueue queue, DatanetDesk datanets, ReleaseSigner signer, AuditLog audit, TimeProvider clock)
{
    public const int LongestReason = 500;

    private static readonly Sentence NotYours = new("Only curators of a Datanet make its releases. Ask its owner for that role.");

    /// <summary>The releases of a Datanet, the newest first.</summary>
    public IReadOnlyList<ReleaseView> All(CurrentAccount me, string datanetId)
    {
        if (datanets.Find(me, datanetId) is null)
        {
            return [];
        }

        using var context = contexts.CreateDbContext();
        return [.. context.Releases.AsNoTracking().Where(row => row.DatanetId == datanetId).OrderByDescending(row => row.CreatedAt).ToList().Select(ReleaseView.Of)];
    }

    /// <summary>One release; null where there is none for whoever asks.</summary>
    public ReleaseView? Find(CurrentAccount me, string datanetId, string version)
    {
        if (datanets.Find(me, datanetId) is null)
        {
            return null;
        }

        using var context = contexts.CreateDbContext();
        return context.Releases.AsNoTracking().FirstOrDefault(row => row.DatanetId == datanetId && row.Version == version) is { } row ? ReleaseView.Of(row) : null;
    }

    /// <summary>What the next release would be; null where whoever asks may not make it.</summary>
    public Task<ReleaseOutlook?> ForeseeAsync(CurrentAccount me, string datanetId, string? ownWords, CancellationToken cancellation)
    {
        if (datanets.Find(me, datanetId) is not { Curates: true } datanet)
        {
            return Task.FromResult<ReleaseOutlook?>(null);
        }

        return Task.Run<ReleaseOutlook?>(
            () =>
            {
                var stock = Read(datanet, ownWords);
                return ReleaseMaking.Foresee(stock.Draft, stock.Entries);
            },
            cancellation);
    }

    /// <summary>Makes the next release, and what follows from it, whole or not at all.</summary>
    public async Task<(ReleaseView? Made, Sentence? Problem)> MakeAsync(CurrentAccount me, string datanetId, string? ownWords, CancellationToken cancellation)
    {
        if (datanets.Find(me, datanetId) is not { Curates: true } datanet)
        {
            return (null, NotYours);
        }

        var who = me.Id;
        try
        {
            var stock = await Task.Run(() => Read(datanet, ownWords), cancellation);
            var made = await Task.Run(() => ReleaseMaking.MakeAsync(stock.Draft, stock.Entries, signer, signer, cancellation), cancellation);
            if (made is null)
            {
                return (null, new Sentence("There is nothing to release: no entry came, went or changed since the last release. Accept entries first."));
            }

            var id = Guid.NewGuid().ToString("N");
            var isWritten = await queue.WriteAsync(
                context =>
                {
                    if (!ReleaseWriting.TryWrite(context, id, made, stock, who, stock.Draft.CreatedAt))
                    {
                        return false;
                    }

                    audit.Write(context, who, "release.make", datanetId, $"{made.Version} {made.ManifestSha256}");
                    return true;
                },
                cancellation);
            return isWritten
                ? (Find(me, datanetId, made.Version.ToString()), null)
                : (null, new Sentence("Entries changed while the release was made, and nothing was written. Look at what is in the next release, and make it again."));
        }
        catch (AttributionException problem)
        {
            return (null, new Sentence("The release could not be signed: {0}", LibraryTexts.Of(problem)));
        }
    }

    /// <summary>Says of a release that it should not be used any more. It stays as it is, and runs that learned from it say so.</summary>
    public async Task<Sentence?> RevokeAsync(CurrentAccount me, string datanetId, string version, string why)
    {
        if (datanets.Find(me, datanetId) is not { Curates: true })
        {
            return NotYours;
        }

        if (why.Trim() is not { Length: > 0 and <= LongestReason } reason)
        {
            return new Sentence("Say why in a sentence: whoever trained on it reads it.");
        }

        var who = me.Id;
        await queue.WriteAsync(context =>
        {
            if (context.Releases.FirstOrDefault(row => row.DatanetId == datanetId && row.Version == version) is { } row)
            {
                row.State = nameof(ReleaseState.Revoked);
                row.Card = DatanetJson.Write(DatanetJson.Read<ReleaseCard>(row.Card!) with { RevokedBecause = reason });
                audit.Write(context, who, "release.revoke", row.Id, reason);
            }
        });
        return null;
    }

    /// <summary>What differs between two releases of a Datanet; null where one is not there.</summary>
    public ReleaseDiff? Between(CurrentAccount me, string datanetId, string earlier, string later)
    {
        if (Find(me, datanetId, earlier) is not { } old || Find(me, datanetId, later) is not { } young)
        {
            return null;
        }

        using var context = contexts.CreateDbContext();
        return ReleaseDiff.Between(ReleaseSource.Leaves(context, old.Id), ReleaseSource.Leaves(context, young.Id));
    }

    /// <summary>An entry of a release with its way to the root, computed from the bytes that are kept; null where it is not in.</summary>
    public ReleaseProof? Prove(CurrentAccount me, string datanetId, string version, string entryId)
    {
        if (Find(me, datanetId, version) is not { } release)
        {
            return null;
        }

        using var context = contexts.CreateDbContext();
        return context.ReleaseEntries.AsNoTracking().FirstOrDefault(row => row.ReleaseId == release.Id && row.EntryId == entryId) is { } row
            ? ReleaseProof.Of(release, row, ReleaseSource.Leaves(context, release.Id))
            : null;
    }

    /// <summary>The entries of a release in their order; who may see it was asked before.</summary>
    internal IAsyncEnumerable<ReleaseEntry> StreamAsync(string releaseId, CancellationToken cancellation) => ReleaseSource.StreamAsync(contexts, releaseId, cancellation);

    /// <summary>Some entries of a release, for a page to show.</summary>
    public IReadOnlyList<ReleaseEntry> Shown(ReleaseView release, int skip, int take)
    {
        using var context = contexts.CreateDbContext();
        return [.. context.ReleaseEntries.AsNoTracking().Where(row => row.ReleaseId == release.Id).OrderBy(row => row.LeafIndex).Skip(skip).Take(take).Select(row => row.Content).ToList().Select(ReleaseEntry.TryRead).OfType<ReleaseEntry>()];
    }

    /// <summary>How many entries of a release were taken back since it was made.</summary>
    public int CountTakenBack(ReleaseView release)
    {
        using var context = contexts.CreateDbContext();
        return TakenBack.Count(context, release.DatanetId, release.Id);
    }

    private ReleaseStock Read(Datanet datanet, string? ownWords)
    {
        using var context = contexts.CreateDbContext();
        return ReleaseSource.Read(context, datanet, ownWords, signer.ContributorSalt(datanet.Id), clock.GetUtcNow());
    }
}
