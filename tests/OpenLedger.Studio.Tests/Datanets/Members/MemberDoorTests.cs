using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Members;

namespace OpenLedger.Studio.Tests.Datanets.Members;

/// <summary>Who comes in, who is kept out, and what stays somebody's own wherever they stand.</summary>
public sealed class MemberDoorTests : IDisposable
{
    private readonly DatanetsHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Theory]
    [InlineData(DatanetVisibility.Public)]
    [InlineData(DatanetVisibility.Unlisted)]
    public async Task WhoeverTheOwnerTookOut_StaysOut_UntilTheOwnerSaysOtherwise(DatanetVisibility visibility)
    {
        var (owner, omar) = (await _house.EnterAsync("vera"), await _house.EnterAsync("omar"));
        var id = await _house.MakeAsync(owner, PolicyPreset.OpenCrowd, visibility);
        Assert.Null(await _house.Members.JoinAsync(omar, id));
        Assert.Null(await _house.Members.RemoveAsync(owner, id, omar.Id));

        Assert.NotNull(await _house.Members.JoinAsync(omar, id));
        Assert.Equal((DatanetRole.None, false), (_house.Datanets.Find(omar, id)!.Role, _house.Datanets.Find(omar, id)!.MayJoin));

        Assert.Null(await _house.Members.PutAsync(owner, id, "omar", DatanetRole.Reader));
        Assert.NotNull(await _house.Members.JoinAsync(omar, id));
        Assert.False((await _house.Entries.SubmitAsync(omar, id, DatanetsHouse.Numbered(1))).IsDone);

        // Leaving and coming again is no way around it.
        Assert.Null(await _house.Members.RemoveAsync(omar, id, omar.Id));
        Assert.NotNull(await _house.Members.JoinAsync(omar, id));

        Assert.Null(await _house.Members.PutAsync(owner, id, "omar", DatanetRole.Contributor));
        Assert.True((await _house.Entries.SubmitAsync(omar, id, DatanetsHouse.Numbered(1))).IsDone);
    }

    [Fact]
    public async Task WhoeverLeft_MayComeAgain()
    {
        var (owner, omar) = (await _house.EnterAsync("vera"), await _house.EnterAsync("omar"));
        var id = await _house.MakeAsync(owner, PolicyPreset.OpenCrowd);
        await _house.Members.JoinAsync(omar, id);
        Assert.Null(await _house.Members.PutAsync(owner, id, "omar", DatanetRole.Reviewer));
        Assert.Null(await _house.Members.RemoveAsync(omar, id, omar.Id));

        Assert.Null(await _house.Members.JoinAsync(omar, id));

        Assert.Equal(DatanetRole.Contributor, _house.Datanets.Find(omar, id)!.Role);
    }

    [Fact]
    public async Task Author_WhoWasTakenOut_ReadsAndAppeals_AndTakesBackWhatIsTheirs()
    {
        var (owner, omar, eve) = (await _house.EnterAsync("vera"), await _house.EnterAsync("omar"), await _house.EnterAsync("eve"));
        var id = await _house.MakeAsync(owner, PolicyPreset.OpenCrowd, DatanetVisibility.InviteOnly);
        await _house.Members.PutAsync(owner, id, "omar", DatanetRole.Contributor);
        await _house.Members.PutAsync(owner, id, "eve", DatanetRole.Contributor);
        var (declined, waiting) = (await SubmitAsync(1), await SubmitAsync(2));
        await _house.Entries.ApplyAsync(owner, declined, new EntryCommand(CommandKind.Escalate) { Note = "I look at it." });
        await _house.Entries.ApplyAsync(owner, declined, EntryCommand.Decide(Verdict.Decline, new ReasonGiven(ReasonCatalogue.For(Verdict.Decline).First().Code)));
        Assert.Null(await _house.Members.RemoveAsync(owner, id, omar.Id));
        Assert.Null(await _house.Members.RemoveAsync(owner, id, eve.Id));

        Assert.Null(_house.Datanets.Find(omar, id));
        Assert.Equal((true, false), (_house.Datanets.FindForAuthor(omar, id)!.IsAway, _house.Datanets.FindForAuthor(omar, id)!.MayJoin));
        Assert.Equal(id, Assert.Single(_house.Datanets.Left(omar)).Id);
        Assert.NotNull(_house.Book.Thread(omar, waiting));
        Assert.Equal(EntryState.Escalated, (await _house.Entries.AppealAsync(omar, declined, "It is about knots.")).State);
        Assert.Equal(EntryState.Withdrawn, (await _house.Entries.WithdrawAsync(omar, waiting)).State);
        Assert.False((await _house.Entries.SubmitAsync(omar, id, DatanetsHouse.Numbered(3))).IsDone);

        // What another wrote is nothing for whoever is out.
        Assert.Null(_house.Datanets.FindForAuthor(eve, id));
        Assert.Empty(_house.Datanets.Left(eve));
        Assert.Null(_house.Book.Thread(eve, declined));
        Assert.False((await _house.Entries.WithdrawAsync(eve, declined)).IsDone);

        async Task<string> SubmitAsync(int number) => (await _house.Entries.SubmitAsync(omar, id, DatanetsHouse.Numbered(number))).EntryId!;
    }

    [Fact]
    public async Task Author_InADatanetThatWasDeleted_TakesBackWhatIsTheirs()
    {
        var (owner, omar) = (await _house.EnterAsync("vera"), await _house.EnterAsync("omar"));
        var id = await _house.MakeAsync(owner, PolicyPreset.OpenCrowd);
        await _house.Members.JoinAsync(omar, id);
        var entry = (await _house.Entries.SubmitAsync(omar, id, DatanetsHouse.Numbered(1))).EntryId!;
        Assert.Empty(_house.Datanets.Left(omar));
        Assert.True(await _house.Datanets.DeleteAsync(owner, id));

        Assert.Equal(id, Assert.Single(_house.Datanets.Left(omar)).Id);
        Assert.NotNull(_house.Book.Find(omar, entry));
        Assert.Single(_house.Book.Mine(omar, id, [], 0));
        Assert.Equal(EntryState.Withdrawn, (await _house.Entries.WithdrawAsync(omar, entry)).State);
        Assert.Null(_house.Book.Find(owner, entry));
    }
}
