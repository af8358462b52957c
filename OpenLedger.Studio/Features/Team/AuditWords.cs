namespace OpenLedger.Studio.Features.Team;

/// <summary>What the short words of the audit log mean. An action that is not here is shown as it is written.</summary>
internal static class AuditWords
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["account.first"] = "made the first account",
        ["account.role"] = "changed a role",
        ["account.close"] = "closed an account",
        ["account.reopen"] = "opened an account again",
        ["account.sessions"] = "signed somebody out everywhere",
        ["account.password"] = "set a password",
        ["account.rename"] = "changed their name",
        ["session.end"] = "ended a session",
        ["session.end-others"] = "ended all other sessions",
        ["invitation.create"] = "invited somebody",
        ["invitation.accept"] = "accepted an invitation",
        ["invitation.withdraw"] = "withdrew an invitation",
        ["setting.change"] = "changed a setting",
        ["setting.reset"] = "took a setting back",
        ["storage.clear"] = "cleared something",
        ["trash.restore"] = "took something out of the trash",
        ["trash.remove"] = "removed something for good",
        ["trash.sweep"] = "emptied what had rested long enough",
        ["backup.make"] = "made a backup",
        ["backup.delete"] = "deleted a backup",
        ["backup.download"] = "downloaded a backup",
        ["backup.restore"] = "restored a backup",
        ["support.bundle"] = "made a support bundle",
        ["run.start"] = "started a run",
        ["run.stop"] = "stopped a run",
        ["run.share-ask"] = "asked to share a run",
        ["run.share"] = "shared a run with the team",
        ["run.share-back"] = "sent the wish to share a run back",
        ["run.unshare"] = "took a run back from the team",
        ["run.delete"] = "deleted a run",
    };

    public static string Of(string action) => All.GetValueOrDefault(action, action);
}
