using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Tests.Accounts;

public sealed class SessionSweepTests : IDisposable
{
    private readonly People _people = new();

    public void Dispose() => _people.Dispose();

    [Fact]
    public async Task Session_ThatNobodyUsedForAMonth_IsOver_AndLaterForgotten()
    {
        var (ann, bob) = (await _people.EnterAsync("Ann", Roles.Admin), await _people.EnterAsync("Bob", Roles.Trainer));
        var (annId, session) = (ann.Id, ann.SessionId);
        _people.Clock.Move(TimeSpan.FromDays(20));
        await _people.Sessions.TouchAsync(bob.SessionId);
        Assert.Equal(0, await _people.Sessions.EndIdleAsync());
        _people.Clock.Move(TimeSpan.FromDays(11));

        Assert.Equal(1, await _people.Sessions.EndIdleAsync());

        Assert.False(_people.Sessions.IsAlive(session));
        Assert.Equal("", ann.Role);
        Assert.Empty(_people.Sessions.Of(annId));
        Assert.True(_people.Sessions.IsAlive(bob.SessionId));
        Assert.Single(_people.Sessions.Of(bob.Id));
        Assert.Equal(2, _people.House.Read(context => context.Sessions.Count()));

        _people.Clock.Move(TimeSpan.FromDays(31));
        Assert.Equal(1, await _people.Sessions.EndIdleAsync());
        Assert.Equal(1, _people.House.Read(context => context.Sessions.Count()));
    }
}
