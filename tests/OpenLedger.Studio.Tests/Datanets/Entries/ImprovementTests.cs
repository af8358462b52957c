using OpenLedger.Datanets.Duplicates;
using OpenLedger.Datanets.Gates;
using OpenLedger.Datanets.Releases;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Tests.Datanets.Releases;

namespace OpenLedger.Studio.Tests.Datanets.Entries;

public sealed class ImprovementTests : IDisposable
{
    private const string Question = "How is a bowline tied?";
    private const string Answer = "Make a small loop, bring the end up through it, around the standing part and back down through the loop. Pull the standing part to close it.";
    private const string Better = Answer + " It never slips.";

    private readonly ReleaseHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task AcceptedImprovement_TakesTheOthersPlace_AndTheReleaseSaysSo()
    {
        var owner = await _house.Datanets.EnterAsync("vera");
        var id = await _house.Datanets.MakeAsync(owner);
        var first = (await _house.Datanets.Entries.SubmitAsync(owner, id, DatanetsHouse.Entry(Question, Answer))).EntryId!;
        await _house.MakeAsync(owner, id);
        var finding = (await CheckAsync(owner, id)).First(finding => finding.Evidence.Match is { Kind: MatchKind.Duplicate });
        Assert.Equal(first, finding.Evidence.Match!.Value.Id.Text);

        var answer = await _house.Datanets.Entries.SubmitAsync(owner, id, DatanetsHouse.Entry(Question, Better) with { Improves = first });

        Assert.Equal((null, EntryState.Accepted), (answer.Problem?.ToString(), answer.State));
        Assert.Equal(EntryState.Tombstoned, _house.Datanets.Book.Find(owner, first)!.State);
        Assert.DoesNotContain(await CheckAsync(owner, id), each => each.Evidence.Match?.Id.Text == first);
        var release = await _house.MakeAsync(owner, id);
        Assert.Equal(new RemovedEntry(first, nameof(RemovalReason.Improved)), Assert.Single(release.Manifest.Removed));
    }

    [Fact]
    public async Task ProposedImprovement_ChangesNothingUntilItIsAccepted_AndCostsTheOthersAuthorNothing()
    {
        var (owner, other) = (await _house.Datanets.EnterAsync("vera"), await _house.Datanets.EnterAsync("omar"));
        var id = await _house.Datanets.MakeAsync(owner, PolicyPreset.OpenCrowd);
        await _house.Datanets.Members.JoinAsync(other, id);
        var first = (await _house.Datanets.Entries.SubmitAsync(other, id, DatanetsHouse.Entry(Question, Answer))).EntryId!;
        var given = DatanetsHouse.Entry(Question, Better) with { Improves = first };
        Assert.NotNull((await _house.Datanets.Entries.SubmitAsync(owner, id, given)).NextStep);
        await DecideAsync(owner, first, Verdict.Accept);
        var before = _house.Datanets.Members.CardOf(id, other.Id).Outcomes;

        var curator = await _house.Datanets.EnterAsync("cora");
        await _house.Datanets.Members.PutAsync(owner, id, "cora", DatanetRole.Curator);
        var better = (await _house.Datanets.Entries.SubmitAsync(owner, id, given)).EntryId!;
        Assert.Equal(EntryState.Accepted, _house.Datanets.Book.Find(other, first)!.State);
        Assert.Equal(first, _house.Datanets.Book.Find(curator, better)!.Card.Improves);
        await DecideAsync(curator, better, Verdict.Accept);

        Assert.Equal(EntryState.Tombstoned, _house.Datanets.Book.Find(other, first)!.State);
        Assert.Equal(before, _house.Datanets.Members.CardOf(id, other.Id).Outcomes);
        Assert.Equal(better, _house.Datanets.Book.Thread(other, first)!.Events[^1].Evidence[EvidenceNames.ImprovedBy]);
    }

    private Task<IReadOnlyList<Finding>> CheckAsync(OpenLedger.Studio.Accounts.CurrentAccount owner, string id) =>
        _house.Datanets.Entries.CheckAsync(owner, id, DatanetsHouse.Entry(Question, Better).Content, "Knots");

    private async Task DecideAsync(OpenLedger.Studio.Accounts.CurrentAccount curator, string entry, Verdict verdict)
    {
        Assert.True((await _house.Datanets.Entries.ApplyAsync(curator, entry, new EntryCommand(CommandKind.Escalate) { Note = "I look at it." })).IsDone);
        Assert.True((await _house.Datanets.Entries.ApplyAsync(curator, entry, EntryCommand.Decide(verdict))).IsDone);
    }
}
