namespace OpenLedger.Studio.Tests;

/// <summary>Waits for what happens on another thread.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task True(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!condition())
        {
            Assert.False(deadline.IsCancellationRequested, "It did not happen in time.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
