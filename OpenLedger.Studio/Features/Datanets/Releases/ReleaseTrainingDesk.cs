using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Releases;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Features.Datanets.Releases;

/// <summary>Releases as what runs learn from: which can be chosen, their rows as a file, and how one stands now.</summary>
internal sealed class ReleaseTrainingDesk(IDbContextFactory<StudioContext> contexts, DatanetDesk datanets)
{
    private const string Split = "train";
    private const int MostOfADatanet = 5;

    private static readonly string[] Learned = [ReleaseFormats.NameOf(ReleaseFormat.Messages), ReleaseFormats.NameOf(ReleaseFormat.Text)];

    /// <summary>The releases that this person may train on, Datanet by Datanet, the newest first.</summary>
    public IReadOnlyList<ReleaseOffer> Offers(CurrentAccount me)
    {
        var offers = new List<ReleaseOffer>();
        using var context = contexts.CreateDbContext();
        foreach (var datanet in datanets.All(me))
        {
            offers.AddRange(context.Releases.AsNoTracking()
                .Where(row => row.DatanetId == datanet.Id && row.State != nameof(ReleaseState.Revoked))
                .OrderByDescending(row => row.CreatedAt).Take(MostOfADatanet).ToList()
                .Select(ReleaseView.Of).Select(release => OfferOf(release) with { TakenBack = TakenBack.Count(context, datanet.Id, release.Id) }));
        }

        return offers;
    }

    /// <summary>
    /// Writes the rows of a release as JSON Lines, whole or not at all, and says what they are. Who may use it was asked when the run was
    /// wished for.
    /// </summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    /// <exception cref="RefusedException">It was withdrawn, is not there, is not what was signed, or authors took back what is in it.</exception>
    public ReleasePin WriteSnapshot(string releaseId, string path, CancellationToken cancellation)
    {
        var release = Read(releaseId) ?? throw new RefusedException(new Sentence("The release is not there any more. Choose another one."));
        if (release.State == ReleaseState.Revoked)
        {
            throw new RefusedException(Withdrawn(release));
        }

        if (CountTakenBack(release) is var gone and > 0)
        {
            throw new RefusedException(new Sentence("Entries of {0} {1} were taken back by their authors ({2}). Make a new release, or ask a curator of the Datanet for one, and choose that.", release.Card.Title, release.Version.ToString(), gone));
        }

        var (format, beside) = (FormatOf(release) ?? throw new RefusedException(new Sentence("A run cannot learn from the form of this release. Choose one with questions and answers, or with plain text.")), path + ".part");
        ManifestFile written;
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            written = ReleaseExport.WriteAsync(
                ReleaseSource.StreamAsync(contexts, releaseId, cancellation), ReleaseFormats.TryParse(format)!.Value, release.Splits, Split, file, cancellation).GetAwaiter().GetResult();
            file.Flush(flushToDisk: true);
        }

        if (FileOf(release, format)?.Sha256 != written.Sha256)
        {
            File.Delete(beside);
            throw new RefusedException(new Sentence("The entries of {0} {1} are not those that were signed. Restore the store from a backup.", release.Card.Title, release.Version.ToString()));
        }

        File.Move(beside, path, overwrite: true);
        return new ReleasePin(
            release.Id, release.DatanetId, release.Card.Title, release.Version.ToString(), release.ManifestSha256, release.Manifest.MerkleRoot,
            format, Split, release.Manifest.Splits.Seed, [.. release.Manifest.Licences.Keys.Order(StringComparer.Ordinal)], written.Rows, written.Sha256);
    }

    /// <summary>How a release that a run learned from stands now; null where it is not here.</summary>
    public ReleaseState? StateOf(string releaseId) => Read(releaseId)?.State;

    /// <summary>Whether this person curates one of these Datanets.</summary>
    public bool Curates(CurrentAccount me, IReadOnlyCollection<string> datanetIds) => datanetIds.Any(id => datanets.Find(me, id) is { Curates: true });

    private static Sentence Withdrawn(ReleaseView release) => release.Card.RevokedBecause is { Length: > 0 } why
        ? new Sentence("{0} {1} was withdrawn ({2}). Choose a newer release of it, or other examples.", release.Card.Title, release.Version.ToString(), why.TrimEnd('.', ' '))
        : new Sentence("{0} {1} was withdrawn. Choose a newer release of it, or other examples.", release.Card.Title, release.Version.ToString());

    private int CountTakenBack(ReleaseView release)
    {
        using var context = contexts.CreateDbContext();
        return TakenBack.Count(context, release.DatanetId, release.Id);
    }

    private ReleaseView? Read(string releaseId)
    {
        using var context = contexts.CreateDbContext();
        return context.Releases.AsNoTracking().FirstOrDefault(row => row.Id == releaseId) is { } row ? ReleaseView.Of(row) : null;
    }

    private static ReleaseOffer OfferOf(ReleaseView release)
    {
        var format = FormatOf(release);
        return new ReleaseOffer(release.Id, $"{release.Card.Title} {release.Version}", format is null ? 0 : FileOf(release, format)!.Rows, format, release.State == ReleaseState.Published);
    }

    private static string? FormatOf(ReleaseView release) => Learned.FirstOrDefault(format => FileOf(release, format) is not null);

    private static ManifestFile? FileOf(ReleaseView release, string format) =>
        release.Manifest.Files.FirstOrDefault(file => file.Format == format && Path.GetFileNameWithoutExtension(file.Name) == Split);
}
