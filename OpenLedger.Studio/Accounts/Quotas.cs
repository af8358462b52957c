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
internal sealed class Quotas(StudioSettings settings, AccountDirectory accounts, IDbContextFactory<StudioContext> contexts, StorageMeter meter)
{
    private const long Mega = 1_000_000;

    /// <summary>Before bytes are taken in: uploads, imports, runs by their estimate.</summary>
    public Sentence? DiskProblem(string accountId, long moreBytes)
    {
        var limit = LimitOf(accountId, QuotaSettings.Disk) * Mega;
        var used = limit == 0 ? 0 : meter.Measure().BytesOf(accountId);
        return limit == 0 || used + moreBytes <= limit
            ? null
            : new Sentence("This needs {0}, and {1} of your {2} of disk space are used. Clear something under Storage, or ask an admin for more.", new ByteSize(moreBytes), new ByteSize(used), new ByteSize(limit));
    }

    /// <summary>The same for who may not wait: measuring reads folders.</summary>
    public Task<Sentence?> DiskProblemAsync(string accountId, long moreBytes) => Task.Run(() => DiskProblem(accountId, moreBytes));

    /// <summary>Before examples are taken in.</summary>
    public Sentence? ExamplesProblem(string accountId, long more)
    {
        var limit = LimitOf(accountId, QuotaSettings.Examples);
        var used = limit == 0 ? 0 : ExamplesOf(accountId);
        return limit == 0 || used + more <= limit
            ? null
            : new Sentence("These are {0} examples, and you have {1} of the {2} that you may have. Delete a set that you do not need, or ask an admin for more.", more, used, limit);
    }

    /// <summary>What a person uses of each quota. It measures folders: ask on a thread that may wait.</summary>
    public IReadOnlyList<QuotaUse> Of(string accountId) =>
    [
        new(QuotaSettings.Disk, Math.Ceiling(meter.Measure().BytesOf(accountId) / (double)Mega), LimitOf(accountId, QuotaSettings.Disk)),
        new(QuotaSettings.Examples, ExamplesOf(accountId), LimitOf(accountId, QuotaSettings.Examples)),
    ];

    private long LimitOf(string accountId, NumberSetting setting) => accounts.RoleOf(accountId) == Roles.Admin ? 0 : settings.Get(setting, accountId);

    private long ExamplesOf(string accountId)
    {
        using var context = contexts.CreateDbContext();
        return context.Datasets.Where(set => set.OwnerId == accountId && set.DeletedAt == null).Sum(set => (long)set.Rows);
    }
}
