using System.Text;
using OpenLedger.Studio.Features.Team;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Tests.Accounts;

namespace OpenLedger.Studio.Tests.Team;

public sealed class InvitationDeskTests : IDisposable
{
    private const string Password = "seven grey herons in fog";

    private readonly People _people = new();
    private readonly InvitationDesk _desk;

    public InvitationDeskTests() => _desk = new InvitationDesk(_people.House.Contexts, _people.House.Queue, _people.Directory, _people.Audit, _people.Clock);

    public void Dispose() => _people.Dispose();

    [Fact]
    public async Task Link_MakesOneAccount_OfTheRole_AndIsUsedUp()
    {
        var ann = await _people.EnterAsync("Ann", Roles.Admin);
        var (token, _) = await _desk.InviteAsync(ann, Roles.Viewer, " for Eve ");
        Assert.Equal("for Eve", Assert.Single(_desk.Waiting(ann)).Note);

        var (eve, problem) = await _desk.AcceptAsync(token, "  Eve ", Password);

        Assert.Null(problem);
        Assert.Equal(("Eve", Roles.Viewer), (_people.Directory.NameOf(eve!.Id), _people.Directory.RoleOf(eve.Id)));
        Assert.Contains("used already", _desk.ProblemOf(token)?.Text, StringComparison.Ordinal);
        Assert.Contains("used already", (await _desk.AcceptAsync(token, "Mallory", Password)).Problem?.Text, StringComparison.Ordinal);
        Assert.Empty(_desk.Waiting(ann));
        Assert.Equal(["invitation.create Viewer", "invitation.accept Viewer"], _people.AuditLines());
    }

    [Fact]
    public async Task TwoWhoTakeTheSameLinkAtOnce_GetOneAccount()
    {
        var ann = await _people.EnterAsync("Ann", Roles.Admin);
        var (token, _) = await _desk.InviteAsync(ann, Roles.Trainer, null);

        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => _desk.AcceptAsync(token, $"Eve {i}", Password))));

        Assert.Single(made, one => one.Account is not null);
        Assert.Equal(2, _people.House.Read(context => context.Users.Count()));
    }

    [Fact]
    public async Task Link_IsNowhereInTheStore()
    {
        var ann = await _people.EnterAsync("Ann", Roles.Admin);
        var (token, _) = await _desk.InviteAsync(ann, Roles.Trainer, null);

        foreach (var file in Directory.GetFiles(_people.House.Data.Path, "studio.db*"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            Assert.DoesNotContain(token!, await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Link_EndsAfterSevenDays()
    {
        var ann = await _people.EnterAsync("Ann", Roles.Admin);
        var (token, _) = await _desk.InviteAsync(ann, Roles.Trainer, null);
        _people.Clock.Move(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.Null(_desk.ProblemOf(token));

        _people.Clock.Move(TimeSpan.FromSeconds(1));

        Assert.Contains("older than seven days", (await _desk.AcceptAsync(token, "Eve", Password)).Problem?.Text, StringComparison.Ordinal);
        Assert.Empty(_desk.Waiting(ann));
    }

    [Fact]
    public async Task WithdrawnLink_SaysSo()
    {
        var ann = await _people.EnterAsync("Ann", Roles.Admin);
        var (token, _) = await _desk.InviteAsync(ann, Roles.Trainer, null);

        await _desk.WithdrawAsync(ann, Assert.Single(_desk.Waiting(ann)).Id);

        Assert.Contains("withdrawn", (await _desk.AcceptAsync(token, "Eve", Password)).Problem?.Text, StringComparison.Ordinal);
        Assert.Equal(1, _people.House.Read(context => context.Users.Count()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("../../etc/passwd")]
    public async Task UnknownLink_IsRefused(string? token) =>
        Assert.Contains("not one of this studio", (await _desk.AcceptAsync(token, "Eve", Password)).Problem?.Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("", Password, "name is missing")]
    [InlineData("Eve", "short", "at least 12")]
    [InlineData("ann", Password, "has this name already")]
    [InlineData("Ann\u200b", Password, "cannot be seen")]
    [InlineData("An\u202en", Password, "cannot be seen")]
    public async Task MistakeInTheForm_LeavesTheLinkAsItIs(string name, string password, string reason)
    {
        var ann = await _people.EnterAsync("Ann", Roles.Admin);
        var (token, _) = await _desk.InviteAsync(ann, Roles.Trainer, null);

        var (account, problem) = await _desk.AcceptAsync(token, name, password);

        Assert.Null(account);
        Assert.Contains(reason, problem?.Text, StringComparison.Ordinal);
        Assert.NotNull((await _desk.AcceptAsync(token, "Eve", Password)).Account);
    }

    [Fact]
    public async Task WhoIsNoAdmin_InvitesNobody()
    {
        await _people.EnterAsync("Ann", Roles.Admin);
        var bob = await _people.EnterAsync("Bob", Roles.Trainer);

        Assert.Equal(TeamDesk.NotForYou, (await _desk.InviteAsync(bob, Roles.Admin, null)).Problem);
        Assert.Equal(0, _people.House.Read(context => context.Invitations.Count()));
    }
}
