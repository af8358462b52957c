namespace OpenLedger.Studio.Tests;

/// <summary>Other people's data, on the shelf beside the checkout.</summary>
internal static class Shelf
{
    /// <summary>A file of <c>../shared/fixtures</c>. Skips the test where the shelf is not there.</summary>
    public static string Fixture(params string[] path)
    {
        var shelf = Path.Combine(Checkout.Root, "..", "shared", "fixtures");
        Assert.SkipUnless(Directory.Exists(shelf), "needs ../shared/fixtures: other people's data that does not belong to this repository");
        return Path.GetFullPath(Path.Combine([shelf, .. path]));
    }
}
