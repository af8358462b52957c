using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Team;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Tests.Accounts;

namespace OpenLedger.Studio.Tests.Team;

public sealed class TeamDeskTests : IDisposable
{
    private readonly People _people = new();
    private readonly TeamDesk _desk;

    public TeamDeskTests() => _desk = new TeamDesk(_people.House.Contexts, _people.House.Queue, _people.Directory, _people.Sessions, _people.Audit);

    public void Dispose() => _people.Dispose();

    [Fact]
    public async Task Role_IsAnotherOne_AtTheNextClickOfThePerson()
    {
        var (ann, bob) = (await _people.EnterAsync("Ann", Roles.Admin), await _people.EnterAsync("Bob", Roles.Trainer));
        Assert.True(bob.MayTrain);

        Assert.Null(await _desk.ChangeRoleAsync(ann, bob.Id, Roles.Viewer));

        Assert.False(bob.MayTrain);
        Assert.Equal(Roles.Viewer, bob.Role);
        Assert.Equal(["account.role Viewer"], _people.AuditLines());
    }

    [Fact]
    public async Task LastAdmin_StaysOne_HoweverItIsTried()
    {
        var ann = await _people.EnterAsync("Ann", Roles.Admin);
        var bob = await _people.EnterAsync("Bob", Roles.Admin);
        Assert.Null(await _desk.CloseAsync(ann, bob.Id));

        foreach (var problem in new[] { await _desk.ChangeRoleAsync(ann, ann.Id, Roles.Trainer), await _desk.CloseAsync(ann, ann.Id), await _desk.ChangeRoleAsync(ann, ann.Id, "Owner") })
        {
            Assert.NotNull(problem);
        }

        Assert.True(ann.IsAdmin);
        Assert.Equal(["account.close"], _people.AuditLines());
    }

    [Fact]
    public async Task TwoAdmins_WhoDemoteEachOtherAtOnce_LeaveOne()
    {
        for (var round = 0; round < 5; round++)
        {
            using var people = new People();
            var desk = new TeamDesk(people.House.Contexts, people.House.Queue, people.Directory, people.Sessions, people.Audit);
            var (ann, bob) = (await people.EnterAsync("Ann", Roles.Admin), await people.EnterAsync("Bob", Roles.Admin));

            await Task.WhenAll(Task.Run(() => desk.ChangeRoleAsync(ann, bob.Id, Roles.Viewer)), Task.Run(() => desk.CloseAsync(bob, ann.Id)));

            Assert.Equal(1, people.House.Read(context => context.Users.Count(account => account.Role == Roles.Admin && !account.IsClosed)));
        }
    }

    [Fact]
    public async Task ClosedAccount_IsOutAtOnce_AndCanBeOpenedAgain()
    {
        var (ann, bob) = (await _people.EnterAsync("Ann", Roles.Admin), await _people.EnterAsync("Bob", Roles.Trainer));
        var phone = await _people.AgainAsync(bob.Id);

        Assert.Null(await _desk.CloseAsync(ann, bob.Id));

        Assert.Equal("", bob.Role);
        Assert.Equal("", phone.Role);
        Assert.Equal((true, 0), _desk.All(ann).Where(member => member.Id == bob.Id).Select(member => (member.IsClosed, member.Sessions)).Single());
        Assert.Null(await _desk.ReopenAsync(ann, bob.Id));
        Assert.Equal("", bob.Role);
        Assert.Equal(Roles.Trainer, (await _people.AgainAsync(bob.Id)).Role);
    }

    [Fact]
    public async Task WhoIsNoAdmin_ChangesNothing_AndSeesNobody()
    {
        var (ann, bob) = (await _people.EnterAsync("Ann", Roles.Admin), await _people.EnterAsync("Bob", Roles.Trainer));

        foreach (var problem in new[]
        {
            await _desk.ChangeRoleAsync(bob, bob.Id, Roles.Admin), await _desk.CloseAsync(bob, ann.Id), await _desk.ReopenAsync(bob, ann.Id),
            await _desk.EndSessionsAsync(bob, ann.Id), (await _desk.NewPasswordAsync(bob, ann.Id)).Problem,
        })
        {
            Assert.Equal(TeamDesk.NotForYou, problem);
        }

        Assert.Empty(_desk.All(bob));
        Assert.True(ann.IsAdmin);
        Assert.Equal(Roles.Trainer, bob.Role);
        Assert.Empty(_people.AuditLines());
    }

    [Fact]
    public async Task NewPassword_IsTheOnlyOne_AndEndsTheSessions()
    {
        var (ann, bob) = (await _people.EnterAsync("Ann", Roles.Admin), await _people.EnterAsync("Bob", Roles.Trainer));

        var (password, problem) = await _desk.NewPasswordAsync(ann, bob.Id);

        Assert.Null(problem);
        Assert.Null(PasswordRules.Problem(password, "Bob"));
        var account = _people.Directory.Read(bob.Id)!;
        Assert.True(Passwords.IsRight(account, password!));
        Assert.False(Passwords.IsRight(account, People.Password));
        Assert.Equal("", bob.Role);
        Assert.DoesNotContain(_people.AuditLines(), line => line.Contains(password!, StringComparison.Ordinal));
        Assert.NotNull((await _desk.NewPasswordAsync(ann, "nobody")).Problem);
    }
}
