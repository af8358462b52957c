using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Team;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Tests.Accounts;

namespace OpenLedger.Studio.Tests.Team;

public sealed class OwnAccountDeskTests : IDisposable
{
    private const string Next = "nine red kites over hay";

    private readonly People _people = new();
    private readonly SignInLimit _limit = new();
    private readonly OwnAccountDesk _desk;

    public OwnAccountDeskTests() => _desk = new OwnAccountDesk(_people.House.Queue, _people.Directory, _people.Sessions, _limit, _people.Audit);

    public void Dispose()
    {
        _limit.Dispose();
        _people.Dispose();
    }

    [Fact]
    public async Task Password_IsChangedByWhoKnowsTheOldOne_AndOtherBrowsersAreSignedOut()
    {
        var here = await _people.EnterAsync("Bob", Roles.Trainer);
        var phone = await _people.AgainAsync(here.Id);

        Assert.Null(await _desk.ChangePasswordAsync(here, People.Password, Next));

        Assert.True(Passwords.IsRight(_people.Directory.Read(here.Id)!, Next));
        Assert.Equal(Roles.Trainer, here.Role);
        Assert.Equal("", phone.Role);
    }

    [Fact]
    public async Task WrongOldPassword_ChangesNothing_AndGuessingHasToWait()
    {
        var here = await _people.EnterAsync("Bob", Roles.Trainer);
        var said = new List<string?>();
        for (var i = 0; i < 6; i++)
        {
            said.Add((await _desk.ChangePasswordAsync(here, "a wrong one", Next))?.Text);
        }

        Assert.All(said.Take(5), text => Assert.Contains("is not right", text, StringComparison.Ordinal));
        Assert.Contains("Too many tries", said[5], StringComparison.Ordinal);
        Assert.True(Passwords.IsRight(_people.Directory.Read(here.Id)!, People.Password));
    }

    [Fact]
    public async Task Name_IsChanged_UnlessSomebodyHasIt()
    {
        var bob = await _people.EnterAsync("Bob", Roles.Trainer);
        await _people.EnterAsync("Zoë", Roles.Trainer);

        Assert.NotNull(await _desk.RenameAsync(bob, "ZOË"));
        Assert.Null(await _desk.RenameAsync(bob, "Robert"));

        Assert.Equal("Robert", bob.Name);
        Assert.Equal(["account.rename"], _people.AuditLines());
    }

    [Fact]
    public async Task Session_IsEndedByItsOwnerAlone()
    {
        var (ann, bob) = (await _people.EnterAsync("Ann", Roles.Admin), await _people.EnterAsync("Bob", Roles.Trainer));
        var phone = await _people.AgainAsync(bob.Id);

        await _desk.EndSessionAsync(bob, ann.SessionId);
        await _desk.EndSessionAsync(bob, phone.SessionId);

        Assert.Equal(Roles.Admin, ann.Role);
        Assert.Equal("", phone.Role);
        Assert.Equal([bob.SessionId], _desk.Sessions(bob).Select(session => session.Id));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0", "Edge, Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1", "Safari, iPhone")]
    [InlineData("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36", "Chrome, Android")]
    [InlineData("", "")]
    public void Device_IsNamedInPlainWords(string userAgent, string name) => Assert.Equal(name, DeviceName.Of(userAgent));
}
