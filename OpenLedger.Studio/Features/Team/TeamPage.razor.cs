using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Features.Team;

/// <summary>Who works with the studio: roles, closed accounts, invitations.</summary>
public sealed partial class TeamPage
{
    private IReadOnlyList<TeamMember> _members = [];
    private IReadOnlyList<Invitation> _invitations = [];
    private Sentence? _problem;
    private string _role = Roles.Trainer;
    private string _note = "";
    private string? _link;
    private string? _password;
    private string? _passwordOf;

    [Inject]
    private TeamDesk Desk { get; set; } = default!;

    [Inject]
    private InvitationDesk Invitations { get; set; } = default!;

    [Inject]
    private CurrentAccount Me { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override void OnInitialized() => Look();

    private void Look()
    {
        _members = Desk.All(Me);
        _invitations = Invitations.Waiting(Me);
    }

    private async Task DoAsync(Task<Sentence?> change)
    {
        _password = _link = null;
        _problem = await change;
        Look();
    }

    private Task ChangeRoleAsync(TeamMember member, string? role) => DoAsync(Desk.ChangeRoleAsync(Me, member.Id, role ?? string.Empty));

    private async Task CloseAsync(TeamMember member)
    {
        if (await IsSureAsync(
            T["Close the account of {0}?", member.Name],
            T["They are signed out at once and cannot sign in any more. What belongs to them stays, and the account can be opened again."],
            T["Close"]))
        {
            await DoAsync(Desk.CloseAsync(Me, member.Id));
        }
    }

    private async Task EndSessionsAsync(TeamMember member)
    {
        if (await IsSureAsync(T["Sign {0} out everywhere?", member.Name], T["They can sign in again with their password."], T["Sign out"]))
        {
            await DoAsync(Desk.EndSessionsAsync(Me, member.Id));
        }
    }

    private async Task NewPasswordAsync(TeamMember member)
    {
        if (await IsSureAsync(
            T["A new password for {0}?", member.Name],
            T["The old one stops working, and they are signed out everywhere. You see the new one once, to pass it on."],
            T["Set a new one"]))
        {
            (var password, _problem) = await Desk.NewPasswordAsync(Me, member.Id);
            (_password, _passwordOf, _link) = (password, member.Name, null);
            Look();
        }
    }

    private async Task InviteAsync()
    {
        (var token, _problem) = await Invitations.InviteAsync(Me, _role, _note);
        _link = token is null ? null : Navigation.ToAbsoluteUri($"invite/{token}").ToString();
        (_note, _password) = ("", null);
        Look();
    }

    private async Task<bool> IsSureAsync(string title, string message, string yes) =>
        await Dialogs.ShowMessageBoxAsync(title, message, yesText: yes, cancelText: T["Keep as it is"]) == true;
}
