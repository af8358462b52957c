using System.Globalization;
using OpenLedger.Studio.Controls;

namespace OpenLedger.Studio.Tests.Controls;

public class NumberTextTests
{
    [Theory]
    [InlineData(0.754, "75 %")]
    [InlineData(0.0, "0 %")]
    [InlineData(12.0, "1,200 %")]
    [InlineData(null, "–")]
    public void Share_IsWholePercent_OrADash(double? share, string text)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            Assert.Equal(text, NumberText.Percent(share));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
