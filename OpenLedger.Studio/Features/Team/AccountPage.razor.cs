using Microsoft.AspNetCore.Components;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Team;

/// <summary>One's own account: name, password, language, and where one is signed in.</summary>
public sealed partial class AccountPage
{
    private IReadOnlyList<SessionFact> _sessions = [];
    private string _name = "";
    private Sentence? _nameProblem;
    private string? _nameDone;
    private string _old = "";
    private string _next = "";
    private Sentence? _passwordProblem;
    private string? _passwordDone;

    [Inject]
    private OwnAccountDesk Desk { get; set; } = default!;

    [Inject]
    private CurrentAccount Me { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    protected override void OnInitialized()
    {
        _name = Me.Name;
        _sessions = Desk.Sessions(Me);
    }

    private async Task RenameAsync()
    {
        _nameProblem = await Desk.RenameAsync(Me, _name);
        _nameDone = _nameProblem is null ? T["Changed."].Value : null;
        _name = _nameProblem is null ? Me.Name : _name;
    }

    private async Task ChangePasswordAsync()
    {
        _passwordProblem = await Desk.ChangePasswordAsync(Me, _old, _next);
        _passwordDone = null;
        if (_passwordProblem is null)
        {
            (_old, _next, _passwordDone) = ("", "", T["Changed. You are signed in here alone."]);
        }

        _sessions = Desk.Sessions(Me);
    }

    private async Task EndAsync(SessionFact session)
    {
        await Desk.EndSessionAsync(Me, session.Id);
        _sessions = Desk.Sessions(Me);
    }

    private async Task EndOthersAsync()
    {
        await Desk.EndOtherSessionsAsync(Me);
        _sessions = Desk.Sessions(Me);
    }
}
