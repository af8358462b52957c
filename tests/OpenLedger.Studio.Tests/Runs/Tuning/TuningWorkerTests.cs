using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Studio.Features.Runs.Tuning;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Tests.Store;

namespace OpenLedger.Studio.Tests.Runs.Tuning;

public sealed class TuningWorkerTests
{
    [Fact]
    public async Task StoreThatCouldNotBeRead_ForAWhile_EndsNoSearchForGood()
    {
        using var house = new TuningHouse(new FakeTrials());
        await house.Runs.StartAsync();
        var signal = house.Runs.Services.GetRequiredService<TuningSignal>();
        using (StoreDamage.OfSearches(house.Runs.Services.GetRequiredService<DataFolder>().Database))
        {
            // It is woken, and has read once by the time that it has been woken again.
            for (var call = 0; call < 2; call++)
            {
                signal.Tell("x");
                await Eventually.True(() => signal.Calls.Count == 0);
            }
        }

        var id = house.Start();
        await house.EndOf(id);

        Assert.Equal(TuningState.Finished, house.Card(id).State);
        await house.Runs.StopAsync();
    }
}
