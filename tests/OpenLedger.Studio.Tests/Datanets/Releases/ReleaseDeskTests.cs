using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Releases;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Releases;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Tests.Datanets.Releases;

public sealed class ReleaseDeskTests : IDisposable
{
    private readonly ReleaseHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Release_OfAcceptedEntries_ReleasesThemInTheirChain()
    {
        var owner = await _house.Datanets.EnterAsync("vera");
        var id = await _house.Datanets.MakeAsync(owner);
        var entries = await _house.AcceptAsync(owner, id, 5);

        var made = await _house.MakeAsync(owner, id, "Written by sailors.");

        Assert.Equal(("1.0.0", 5, ReleaseState.Published), (made.Version.ToString(), made.Manifest.Counts.Entries, made.State));
        Assert.All(entries, entry => Assert.Equal(EntryState.Released, _house.Datanets.Book.Find(owner, entry)!.State));
        Assert.Contains("Written by sailors.", made.Card.Text, StringComparison.Ordinal);
        Assert.True(ReleaseProof.SignatureIsRight(made));
        var chain = _house.Datanets.People.House.Read(context => context.EntryEvents.AsNoTracking().OrderBy(each => each.Sequence).Select(each => new ChainLink(each.Sequence, each.PreviousHash, each.Hash, each.Content)).ToList());
        Assert.Null(EventChain.FirstFault(chain, id, null, TestContext.Current.CancellationToken));
        Assert.Contains(_house.Datanets.People.AuditLines(), line => line.StartsWith("release.make", StringComparison.Ordinal));
    }

    [Fact]
    public async Task NextRelease_IsForeseen_AndMade()
    {
        var owner = await _house.Datanets.EnterAsync("vera");
        var id = await _house.Datanets.MakeAsync(owner);
        await _house.AcceptAsync(owner, id, 3);
        await _house.MakeAsync(owner, id);
        await _house.AcceptAsync(owner, id, 2, from: 3);

        var outlook = await _house.Desk.ForeseeAsync(owner, id, null, TestContext.Current.CancellationToken);
        var made = await _house.MakeAsync(owner, id);

        Assert.Equal(("1.1.0", 2, 3), (outlook!.Version.ToString(), outlook.Diff.Added.Count, outlook.Diff.Kept));
        Assert.Equal("1.1.0", made.Version.ToString());
        Assert.Equal([ReleaseState.Published, ReleaseState.Superseded], _house.Desk.All(owner, id).Select(release => release.State));
        Assert.Equal(2, _house.Desk.Between(owner, id, "1.0.0", "1.1.0")!.Added.Count);
        var (again, problem) = await _house.Desk.MakeAsync(owner, id, null, TestContext.Current.CancellationToken);
        Assert.Null(again);
        Assert.NotNull(problem);
    }

    [Fact]
    public async Task Entry_TakenBack_LeavesTheNextRelease_AndRevokesTheOneThatHeldIt()
    {
        var owner = await _house.Datanets.EnterAsync("vera");
        var id = await _house.Datanets.MakeAsync(owner);
        var entries = await _house.AcceptAsync(owner, id, 3);
        var first = await _house.MakeAsync(owner, id);
        Assert.True((await _house.Datanets.Entries.WithdrawAsync(owner, entries[1])).IsDone);

        var second = await _house.MakeAsync(owner, id);

        Assert.Equal("2.0.0", second.Version.ToString());
        Assert.Equal([new RemovedEntry(entries[1], "Consent")], second.Manifest.Removed);
        var now = _house.Desk.Find(owner, id, "1.0.0")!;
        Assert.Equal(ReleaseState.Revoked, now.State);
        Assert.Equal(first.ManifestText, now.ManifestText);
        Assert.Equal(ReleaseState.Revoked, _house.Training.StateOf(first.Id));
        Assert.Equal([second.Id], _house.Training.Offers(owner).Select(offer => offer.ReleaseId));
    }

    /// <summary>Consent ends at once, not with the next release; what is taken out for its quality stays learnable.</summary>
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public async Task Release_WithEntriesTakenBack_IsNotLearnedFrom_FromThatMoment(bool byCurator, bool isConsent)
    {
        var (owner, author) = (await _house.Datanets.EnterAsync("vera"), await _house.Datanets.EnterAsync("omar"));
        var id = await _house.Datanets.MakeAsync(owner);
        await _house.AcceptAsync(owner, id, 2);
        await _house.Datanets.Members.JoinAsync(author, id);
        var entry = (await _house.Datanets.Entries.SubmitAsync(author, id, DatanetsHouse.Numbered(5))).EntryId!;
        await _house.Datanets.Entries.ApplyAsync(owner, entry, new EntryCommand(CommandKind.Escalate) { Note = "I look at it." });
        Assert.Equal(EntryState.Accepted, (await _house.Datanets.Entries.ApplyAsync(owner, entry, EntryCommand.Decide(Verdict.Accept))).State);
        var made = await _house.MakeAsync(owner, id);
        Assert.Equal((0, 0), (_house.Training.Offers(owner)[0].TakenBack, _house.Desk.CountTakenBack(made)));

        var gone = byCurator ? await _house.Datanets.Entries.TakeOutAsync(owner, entry, new ReasonGiven("licence"), isConsent) : await _house.Datanets.Entries.WithdrawAsync(author, entry);

        Assert.True(gone.IsDone, gone.Problem?.ToString());
        var count = isConsent ? 1 : 0;
        Assert.Equal((count, count, ReleaseState.Published), (_house.Training.Offers(owner)[0].TakenBack, _house.Desk.CountTakenBack(made), _house.Desk.Find(owner, id, "1.0.0")!.State));
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "data.jsonl");
        if (isConsent)
        {
            var refused = Assert.Throws<OpenLedger.Studio.Shell.RefusedException>(() => _house.Training.WriteSnapshot(made.Id, path, TestContext.Current.CancellationToken));
            Assert.Contains("Make a new release", refused.Sentence.ToString(), StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        }

        var next = await _house.MakeAsync(owner, id);
        Assert.Equal(2, next.Manifest.Counts.Entries);
        Assert.Equal(0, _house.Training.Offers(owner)[0].TakenBack);
        Assert.Equal(next.Id, _house.Training.WriteSnapshot(next.Id, path, TestContext.Current.CancellationToken).ReleaseId);
    }

    [Fact]
    public async Task EachEntry_IsProven_AndAChangedOneIsNot()
    {
        var owner = await _house.Datanets.EnterAsync("vera");
        var id = await _house.Datanets.MakeAsync(owner);
        var entries = await _house.AcceptAsync(owner, id, 7);
        await _house.MakeAsync(owner, id);

        Assert.All(entries, entry =>
        {
            var proof = _house.Desk.Prove(owner, id, "1.0.0", entry)!;
            Assert.True(proof.Holds);
            Assert.Equal(_house.Desk.Find(owner, id, "1.0.0")!.Manifest.MerkleRoot, proof.Root);
        });
        await _house.Datanets.People.House.Queue.WriteAsync(context =>
        {
            var row = context.ReleaseEntries.Single(row => row.EntryId == entries[3]);
            row.Content = row.Content.Replace("Case", "case", StringComparison.Ordinal);
        });
        Assert.False(_house.Desk.Prove(owner, id, "1.0.0", entries[3])!.Holds);
        Assert.Null(_house.Desk.Prove(owner, id, "1.0.0", "none"));
    }

    [Fact]
    public async Task Releases_AreMadeByCurators_AndSeenByWhoSeesTheDatanet()
    {
        var (owner, other) = (await _house.Datanets.EnterAsync("vera"), await _house.Datanets.EnterAsync("omar"));
        var open = await _house.Datanets.MakeAsync(owner);
        var closed = await _house.Datanets.MakeAsync(owner, visibility: DatanetVisibility.InviteOnly);
        await _house.AcceptAsync(owner, open, 1);
        await _house.AcceptAsync(owner, closed, 1, from: 1);
        await _house.MakeAsync(owner, open);
        await _house.MakeAsync(owner, closed);

        Assert.Single(_house.Desk.All(other, open));
        Assert.Empty(_house.Desk.All(other, closed));
        Assert.Null(_house.Desk.Find(other, closed, "1.0.0"));
        Assert.Single(_house.Training.Offers(other));
        Assert.NotNull((await _house.Desk.MakeAsync(other, open, null, TestContext.Current.CancellationToken)).Problem);
        Assert.Null(await _house.Desk.ForeseeAsync(other, open, null, TestContext.Current.CancellationToken));
        Assert.NotNull(await _house.Desk.RevokeAsync(other, open, "1.0.0", "because"));
        Assert.NotNull(await _house.Desk.RevokeAsync(owner, open, "1.0.0", " "));
        Assert.Null(await _house.Desk.RevokeAsync(owner, open, "1.0.0", "A mistake in it."));
        Assert.Equal("A mistake in it.", _house.Desk.Find(other, open, "1.0.0")!.Card.RevokedBecause);
    }

    [Fact]
    public async Task Snapshot_OfARevokedRelease_IsRefused_WithTheReason_AndWritesNothing()
    {
        var owner = await _house.Datanets.EnterAsync("vera");
        var id = await _house.Datanets.MakeAsync(owner);
        await _house.AcceptAsync(owner, id, 2);
        var made = await _house.MakeAsync(owner, id);
        await _house.Desk.RevokeAsync(owner, id, "1.0.0", "The answers were mixed up.");
        using var folder = new TemporaryFolder();

        var refused = Assert.Throws<OpenLedger.Studio.Shell.RefusedException>(() => _house.Training.WriteSnapshot(made.Id, Path.Combine(folder.Path, "data.jsonl"), TestContext.Current.CancellationToken));

        Assert.Equal("Boats 1.0.0 was withdrawn (The answers were mixed up). Choose a newer release of it, or other examples.", refused.Sentence.ToString());
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        Assert.Equal(refused.Sentence, Features.Runs.RunReceipt.Of(refused).Problem);
    }

    [Fact]
    public async Task Snapshot_OfARelease_IsTheFileOfItsManifest()
    {
        var owner = await _house.Datanets.EnterAsync("vera");
        var id = await _house.Datanets.MakeAsync(owner);
        await _house.AcceptAsync(owner, id, 12);
        var made = await _house.MakeAsync(owner, id);
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "data-1.jsonl");

        var pin = _house.Training.WriteSnapshot(made.Id, path, TestContext.Current.CancellationToken);

        var file = made.Manifest.Files.Single(file => file.Name == "messages/train.jsonl");
        Assert.Equal(file.Sha256, ReleaseManifest.Sha256(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)));
        Assert.Equal(
            (made.Id, made.ManifestSha256, made.Manifest.MerkleRoot, "messages", "train", made.Manifest.Splits.Seed, file.Rows),
            (pin.ReleaseId, pin.ManifestSha256, pin.MerkleRoot, pin.Format, pin.Split, pin.SplitSeed, pin.Rows));
        var read = Assert.Single(ReleasePin.Read(ReleasePin.Text([pin with { File = "data-1.jsonl", Weight = 2 }])));
        Assert.Equal(("data-1.jsonl", 2.0, pin.ManifestSha256), (read.File, read.Weight, read.ManifestSha256));

        await _house.Datanets.People.House.Queue.WriteAsync(context =>
        {
            foreach (var row in context.ReleaseEntries)
            {
                row.Content = row.Content.Replace("Case", "case", StringComparison.Ordinal);
            }
        });
        Assert.Throws<RefusedException>(() => _house.Training.WriteSnapshot(made.Id, Path.Combine(folder.Path, "data-2.jsonl"), TestContext.Current.CancellationToken));
        Assert.Single(Directory.GetFiles(folder.Path));
    }
}
