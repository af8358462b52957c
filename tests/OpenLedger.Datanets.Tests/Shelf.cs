using System.Runtime.CompilerServices;

namespace OpenLedger.Datanets.Tests;

/// <summary>Where tests find what they compare with: other people's data on the shelf beside it.</summary>
internal static class Shelf
{
    /// <summary>The root of the checkout.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>
    /// A file of <c>../shared/fixtures</c>. Skips the test where the shelf is not there; in CI with a shelf a skip is a failure.
    /// </summary>
    public static string Fixture(params string[] path)
    {
        var shelf = Path.Combine(Repository, "..", "shared", "fixtures");
        Assert.SkipUnless(Directory.Exists(shelf), "needs ../shared/fixtures: other people's data that does not belong to this repository");
        return Path.GetFullPath(Path.Combine([shelf, .. path]));
    }

    private static string FindRepository([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here);
        while (folder is not null && !File.Exists(Path.Combine(folder, "global.json")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests run outside a checkout of OpenLedger Studio.");
    }
}
