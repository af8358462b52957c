using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Team;

/// <summary>A line of the audit log. Who has no account any more is named by the id.</summary>
internal sealed record AuditLine(long Id, DateTimeOffset At, string Who, string Action, string Subject, string Detail);

/// <summary>Which lines are asked for; nulls and empty texts ask for all.</summary>
internal sealed record AuditFilter(string? AccountId = null, string? Action = null)
{
    public IQueryable<AuditRow> Apply(IQueryable<AuditRow> rows)
    {
        if (!string.IsNullOrEmpty(AccountId))
        {
            rows = rows.Where(row => row.AccountId == AccountId);
        }

        return string.IsNullOrEmpty(Action) ? rows : rows.Where(row => row.Action == Action);
    }
}

/// <summary>The one door to the audit log: it is read here, and changed nowhere.</summary>
internal sealed class AuditDesk(IDbContextFactory<StudioContext> contexts)
{
    public const int PageLength = 50;

    /// <summary>The newest lines before the one with this id (null: the newest of all), for an admin.</summary>
    public IReadOnlyList<AuditLine> Page(CurrentAccount me, AuditFilter filter, long? before)
    {
        if (!me.IsAdmin)
        {
            return [];
        }

        using var context = contexts.CreateDbContext();
        var rows = filter.Apply(context.Audit.AsNoTracking()).Where(row => before == null || row.Id < before).OrderByDescending(row => row.Id).Take(PageLength).ToList();
        var names = NamesOf(context);
        return [.. rows.Select(row => Line(row, names))];
    }

    /// <summary>Who and what occurs in the log, to choose from.</summary>
    public (IReadOnlyList<KeyValuePair<string, string>> People, IReadOnlyList<string> Actions) Choices(CurrentAccount me)
    {
        if (!me.IsAdmin)
        {
            return ([], []);
        }

        using var context = contexts.CreateDbContext();
        var names = NamesOf(context);
        var people = context.Audit.Where(row => row.AccountId != null).Select(row => row.AccountId!).Distinct().AsEnumerable();
        return ([.. people.Select(id => KeyValuePair.Create(id, names.GetValueOrDefault(id, id))).OrderBy(person => person.Value, StringComparer.CurrentCultureIgnoreCase)],
            [.. context.Audit.Select(row => row.Action).Distinct().AsEnumerable().Order(StringComparer.Ordinal)]);
    }

    /// <summary>All lines that are asked for, oldest first, one by one.</summary>
    public IEnumerable<AuditLine> All(CurrentAccount me, AuditFilter filter)
    {
        if (!me.IsAdmin)
        {
            yield break;
        }

        using var context = contexts.CreateDbContext();
        var names = NamesOf(context);
        foreach (var row in filter.Apply(context.Audit.AsNoTracking()).OrderBy(row => row.Id).AsEnumerable())
        {
            yield return Line(row, names);
        }
    }

    private static Dictionary<string, string> NamesOf(StudioContext context) =>
        context.Users.Select(account => new { account.Id, account.UserName }).ToDictionary(account => account.Id, account => account.UserName ?? account.Id);

    private static AuditLine Line(AuditRow row, Dictionary<string, string> names) => new(
        row.Id,
        row.At,
        row.AccountId is null ? string.Empty : names.GetValueOrDefault(row.AccountId, row.AccountId),
        row.Action,
        row.Subject is null ? string.Empty : names.GetValueOrDefault(row.Subject, row.Subject),
        row.Detail ?? string.Empty);
}
