using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Tests.Runs.Tuning;

namespace OpenLedger.Studio.Tests.Runs;

public sealed class RunQuotaTests
{
    private const long Mega = 1_000_000;

    private static readonly Dictionary<string, string?> Small = new() { [QuotaSettings.Disk.Key] = "3" };

    [Fact]
    public async Task Run_ThatNeedsMoreDiskThanAllowed_IsNotBegun_ButForAnAdmin()
    {
        using var house = new RunsHouse((_, _, _) => RunsHouse.Outcome, settings: Small);
        var vera = house.Person("vera", Roles.Trainer);
        var large = RunsHouse.Asked("Large") with { Prediction = new RunPrediction(null, null, 5 * Mega) };

        var refused = await house.Desk.StartAsync(large, vera);

        Assert.Null(refused.Id);
        Assert.StartsWith("This needs 5 MB, and", refused.Problem!.ToString(), StringComparison.Ordinal);
        Assert.Empty(house.Folders.All());
        Assert.NotNull((await house.Desk.StartAsync(large with { Prediction = new RunPrediction(null, null, 2 * Mega) }, vera)).Id);
        Assert.NotNull((await house.Desk.StartAsync(large, house.Me)).Id);
    }

    [Fact]
    public async Task Search_ThatNeedsMoreDiskThanAllowed_IsNotBegun()
    {
        using var house = new TuningHouse(new FakeTrials(), settings: Small);
        var vera = house.Runs.Person("vera", Roles.Trainer);
        var wish = TuningHouse.Wish();

        var (id, problem) = await house.Desk.StartAsync(wish with { Outlook = wish.Outlook with { Disk = 5 * Mega } }, vera);

        Assert.Null(id);
        Assert.StartsWith("This needs 5 MB, and", problem!.ToString(), StringComparison.Ordinal);
        Assert.Empty(house.Book.All());
        Assert.NotNull((await house.Desk.StartAsync(wish, vera)).Id);
    }
}
