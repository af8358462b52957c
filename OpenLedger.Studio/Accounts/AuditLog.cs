using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Accounts;

/// <summary>Who did what, when: written for everything that changes what others see or may do. Ids, never contents.</summary>
internal sealed class AuditLog(WriteQueue queue, TimeProvider clock)
{
    private const int LongestDetail = 500;

    public Task WriteAsync(string? accountId, string action, string? subject = null, string? detail = null)
    {
        var row = Row(accountId, action, subject, detail);
        return queue.WriteAsync(context => context.Audit.Add(row));
    }

    /// <summary>For a change that is being written: both are on the disk, or neither.</summary>
    public void Write(StudioContext context, string? accountId, string action, string? subject = null, string? detail = null) =>
        context.Audit.Add(Row(accountId, action, subject, detail));

    private AuditRow Row(string? accountId, string action, string? subject, string? detail) => new()
    {
        At = clock.GetUtcNow(),
        AccountId = accountId,
        Action = action,
        Subject = subject,
        Detail = detail?.Length > LongestDetail ? detail[..LongestDetail] : detail,
    };
}
