using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Releases;
using OpenLedger.Studio.Features.Models;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Features.Runs.Sharing;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Tests.Datanets;

namespace OpenLedger.Studio.Tests.Runs.Sharing;

public sealed class SharingDeskTests : IDisposable
{
    private readonly RunsHouse _house = new((_, _, _) => RunsHouse.Outcome);
    private readonly CurrentAccount _vera;
    private readonly CurrentAccount _ada;

    public SharingDeskTests() => (_vera, _ada) = (_house.Person("vera", Roles.Trainer), _house.Person("ada", Roles.Trainer));

    private AdapterDesk Adapters => new(ActivatorUtilities.CreateInstance<AdapterBook>(_house.Services), _house.Desk);

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Run_IsAskedFor_Approved_AndTakenBack()
    {
        var id = Trained(_vera);

        Assert.Null(await _house.Sharing.AskAsync(id, _vera, "It knows the harbour."));
        Assert.Null(_house.Desk.Find(id, _ada));
        Assert.Empty(Adapters.All(_ada));
        Assert.Empty(_house.Sharing.Waiting(_ada));
        Assert.Equal("It knows the harbour.", Assert.Single(_house.Sharing.Waiting(_house.Me)).Sharing!.Note);
        Assert.NotNull(await _house.Sharing.ApproveAsync(id, _ada));
        Assert.NotNull(await _house.Sharing.ApproveAsync(id, _vera));

        Assert.Null(await _house.Sharing.ApproveAsync(id, _house.Me));
        Assert.Equal(id.Value, Assert.Single(Adapters.All(_ada)).Id);
        Assert.Empty(_house.Sharing.Waiting(_house.Me));

        Assert.NotNull(await _house.Sharing.WithdrawAsync(id, _ada));
        Assert.Null(await _house.Sharing.WithdrawAsync(id, _vera));
        Assert.Empty(Adapters.All(_ada));
        Assert.Equal(["run.share-ask", "run.share", "run.unshare"], Audit(id));
    }

    [Fact]
    public async Task Wish_ComesBack_WithAReason_AndANextStep()
    {
        var id = Trained(_vera);
        await _house.Sharing.AskAsync(id, _vera);

        Assert.NotNull(await _house.Sharing.SendBackAsync(id, _house.Me, "It is rude.", "  "));
        Assert.NotNull(await _house.Sharing.SendBackAsync(id, _vera, "It is rude.", "Teach it manners."));
        Assert.Null(await _house.Sharing.SendBackAsync(id, _house.Me, "It is rude.", "Teach it manners."));

        var sharing = _house.Desk.Find(id, _vera)!.Sharing!;
        Assert.Equal((SharingStage.SentBack, "It is rude.", "Teach it manners."), (sharing.Stage, sharing.Reason, sharing.NextStep));
        Assert.False(_house.Desk.Find(id, _vera)!.IsShared);
        Assert.Null(await _house.Sharing.AskAsync(id, _vera));
    }

    [Fact]
    public async Task Run_ThatDoesNotPass_OrHasNotEnded_IsNotAskedFor()
    {
        var (waiting, worse) = (_house.Wish("waits", _vera), Trained(_vera));
        _house.Book.Update(worse, card => card with { BestHeldOutLoss = 9 });

        Assert.NotNull(await _house.Sharing.AskAsync(waiting, _vera));
        Assert.NotNull(await _house.Sharing.AskAsync(worse, _vera));
        Assert.NotNull(await _house.Sharing.AskAsync(worse, _ada));
        Assert.Empty(_house.Sharing.Waiting(_house.Me));
    }

    /// <summary>Between the wish and its approval a release may be withdrawn, or a measurement corrected.</summary>
    [Fact]
    public async Task Wish_ThatPassesNoMore_IsNotApproved()
    {
        var id = Trained(_vera);
        Assert.Null(await _house.Sharing.AskAsync(id, _vera));
        _house.Book.Update(id, card => card with { BestHeldOutLoss = 9 });

        Assert.NotNull(await _house.Sharing.ApproveAsync(id, _house.Me));
        Assert.False(_house.Desk.Find(id, _vera)!.IsShared);
        Assert.Null(await _house.Sharing.SendBackAsync(id, _house.Me, "It is worse now.", "Train it again."));
    }

    [Fact]
    public async Task Admin_SharesAtOnce()
    {
        var id = Trained(_house.Me);

        Assert.Null(await _house.Sharing.AskAsync(id, _house.Me));

        Assert.True(_house.Desk.Find(id, _ada)!.IsShared);
    }

    [Fact]
    public async Task Curator_OfADatanetThatItLearnedFrom_LooksAtIt_AndApproves()
    {
        var (id, other) = (Trained(_vera), Trained(_vera));
        var datanet = (await _house.Services.GetRequiredService<DatanetDesk>().CreateAsync(_ada, DatanetsHouse.Form())).Id!;
        var pin = new ReleasePin("r", datanet, "Boats", "1.0.0", "m", "root", "messages", "train", "seed", [], 3, "s");
        File.WriteAllText(_house.Folders.FileOf(id, ReleasePin.FileName), ReleasePin.Text([pin]));
        await _house.Sharing.AskAsync(id, _vera);
        await _house.Sharing.AskAsync(other, _vera);

        Assert.Equal(id.Value, Assert.Single(_house.Sharing.Waiting(_ada)).Id);
        Assert.NotNull(_house.Desk.Find(id, _ada));
        Assert.Null(_house.Desk.Find(other, _ada));
        Assert.Empty(_house.Desk.All(_ada));
        Assert.Null(await _house.Sharing.ApproveAsync(id, _ada));
        Assert.NotNull(_house.Desk.Find(id, _house.Person("gus", Roles.Viewer)));
    }

    [Fact]
    public async Task Run_ThatGoesOn_IsAnotherModel_AndSharedNoMore()
    {
        var id = Trained(_vera);
        await _house.Sharing.AskAsync(id, _vera);
        await _house.Sharing.ApproveAsync(id, _house.Me);
        _house.Book.Update(id, card => card with { State = RunState.Stopped });

        await _house.Desk.GoOnAsync(id, _vera);

        Assert.Null(_house.Desk.Find(id, _ada));
        Assert.Null(_house.Desk.Find(id, _vera)!.Sharing);
    }

    private RunId Trained(CurrentAccount owner)
    {
        var id = _house.Wish("Bellmar", owner);
        File.WriteAllText(_house.Folders.FileOf(id, "adapter_config.json"), "{}");
        File.WriteAllText(_house.Folders.FileOf(id, "adapter_model.safetensors"), "");
        _house.Train(id);
        return id;
    }

    private List<string> Audit(RunId id)
    {
        using var context = _house.Services.GetRequiredService<IDbContextFactory<StudioContext>>().CreateDbContext();
        return [.. context.Audit.AsNoTracking().Where(line => line.Subject == id.Value).OrderBy(line => line.Id).Select(line => line.Action)];
    }
}
