using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Accounts;

/// <summary>How much of a quota is used; a limit of zero is none.</summary>
internal sealed record QuotaUse(NumberSetting Setting, double Used, long Limit);

/// <summary>
/// Holds what a person wants against what a person may. Desks ask before they take something in; the answer is null, or the
/// sentence that says what is in the way and what to do.
/// </summary>
internal sealed class Quotas(StudioSettings settings, AccountDirectory accounts, IDbContextFactory<StudioContext> contexts, StorageMeter meter, TimeProvider clock)
{
    private const double Mega = 1e6;
    private const string Waiting = "Waiting";

    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>Before bytes are taken in: uploads, imports, runs by their estimate.</summary>
    public Sentence? DiskProblem(string accountId, long moreBytes)
    {
        var limit = LimitOf(accountId, QuotaSettings.Disk);
        var used = limit == 0 ? 0 : meter.Measure().BytesOf(accountId) / Mega;
        return limit == 0 || used + (moreBytes / Mega) <= limit
            ? null
            : new Sentence("This needs {0} MB, and {1} MB of your {2} MB of disk space are used. Clear something under Storage, or ask an admin for more.", Math.Ceiling(moreBytes / Mega), Math.Ceiling(used), limit);
    }

    /// <summary>Before examples are taken in.</summary>
    public Sentence? ExamplesProblem(string accountId, long more)
    {
        var limit = LimitOf(accountId, QuotaSettings.Examples);
        var used = limit == 0 ? 0 : ExamplesOf(accountId);
        return limit == 0 || used + more <= limit
            ? null
            : new Sentence("These are {0} examples, and you have {1} of the {2} that you may have. Delete a set that you do not need, or ask an admin for more.", more, used, limit);
    }

    /// <summary>Before a run is put into the queue.</summary>
    public Sentence? RunProblem(string accountId)
    {
        var waiting = LimitOf(accountId, QuotaSettings.WaitingRuns);
        if (waiting > 0 && WaitingOf(accountId) >= waiting)
        {
            return new Sentence("{0} of your runs wait already, which is as many as you may have in the queue. Wait until one begins, or cancel one.", waiting);
        }

        var day = LimitOf(accountId, QuotaSettings.RunsADay);
        return day > 0 && RunsOfTheDay(accountId) >= day
            ? new Sentence("You started {0} runs in the last 24 hours, which is as many as you may. Try again later, or ask an admin for more.", day)
            : null;
    }

    /// <summary>What a person uses of each quota. It measures folders: ask on a thread that may wait.</summary>
    public IReadOnlyList<QuotaUse> Of(string accountId) =>
    [
        new(QuotaSettings.Disk, Math.Ceiling(meter.Measure().BytesOf(accountId) / Mega), LimitOf(accountId, QuotaSettings.Disk)),
        new(QuotaSettings.Examples, ExamplesOf(accountId), LimitOf(accountId, QuotaSettings.Examples)),
        new(QuotaSettings.WaitingRuns, WaitingOf(accountId), LimitOf(accountId, QuotaSettings.WaitingRuns)),
        new(QuotaSettings.RunsADay, RunsOfTheDay(accountId), LimitOf(accountId, QuotaSettings.RunsADay)),
    ];

    private long LimitOf(string accountId, NumberSetting setting) => accounts.RoleOf(accountId) == Roles.Admin ? 0 : settings.Get(setting, accountId);

    private long ExamplesOf(string accountId)
    {
        using var context = contexts.CreateDbContext();
        return context.Datasets.Where(set => set.OwnerId == accountId && set.DeletedAt == null).Sum(set => (long)set.Rows);
    }

    private int WaitingOf(string accountId)
    {
        using var context = contexts.CreateDbContext();
        return context.Runs.Count(run => run.OwnerId == accountId && run.State == Waiting && run.DeletedAt == null);
    }

    private int RunsOfTheDay(string accountId)
    {
        var since = clock.GetUtcNow() - Day;
        using var context = contexts.CreateDbContext();
        return context.Runs.Count(run => run.OwnerId == accountId && run.CreatedAt > since);
    }
}
