using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Tests.Settings;

namespace OpenLedger.Studio.Tests.Shell;

public sealed class TrashRestTests
{
    [Theory]
    [InlineData("2", "after 2 days")]
    [InlineData("1", "after one day")]
    [InlineData("0", "at once")]
    public async Task Rest_IsSaidAsItIsSet(string days, string says)
    {
        using var house = new SettingsHouse();
        var rest = new TrashRest(house.Settings);
        Assert.Contains("after 30 days", rest.Told.ToString(), StringComparison.Ordinal);

        await house.Settings.ChangeAsync("somebody", TrashRest.Days, days);

        Assert.Contains(says, rest.Told.ToString(), StringComparison.Ordinal);
    }
}
