using OpenLedger.Datanets.Releases;

namespace OpenLedger.Datanets.Tests.Releases;

public class ManifestQualityTests
{
    [Fact]
    public void Of_WhatWasCounted_SaysThatAlone()
    {
        Assert.Null(ManifestQuality.Of(0, 0, 0, 0));
        Assert.Equal(new ManifestQuality(0.9, null, null), ManifestQuality.Of(10, 9, 0, 0));
    }

    /// <summary>Wilson's interval of 1 in 20 is 0.0089 to 0.2361 (Wilson 1927; R: prop.test without correction).</summary>
    [Fact]
    public void Of_SecondLooks_HasTheIntervalOfTheirRate()
    {
        var quality = ManifestQuality.Of(0, 0, 20, 1)!;

        Assert.Equal((null, 0.05), (quality.GoldAccuracy, quality.SpotCheckErrorRate));
        Assert.Equal((0.2361 - 0.0089) / 2, quality.Ci95!.Value, 0.0002);
        Assert.True(ManifestQuality.Of(0, 0, 20, 0)!.Ci95 > 0);
    }
}
