using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace OpenLedger.Studio.Shell;

/// <summary>Catches what a page did not expect, keeps the rest of the studio usable, and gives the log and the reader the same reference.</summary>
public sealed class PageErrorBoundary : ErrorBoundary
{
    [Inject]
    private ILogger<PageErrorBoundary> Logger { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    public string Reference { get; private set; } = string.Empty;

    protected override Task OnErrorAsync(Exception exception)
    {
        Reference = Clock.GetUtcNow().ToString("yyyyMMdd-HHmmss-fff", System.Globalization.CultureInfo.InvariantCulture);
        Logger.LogError(exception, "A page failed; reference {Reference}", Reference);
        return Task.CompletedTask;
    }
}
