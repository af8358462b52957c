using System.Runtime.CompilerServices;

namespace OpenLedger.Studio.Tests;

/// <summary>Files of the checkout that tests use.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    public static string Model(string name) => Path.Combine(Root, "models", name);

    public static string Golden(params string[] parts) => Path.Combine([Root, "tests", "goldens", .. parts]);

    /// <summary>A file of <c>../shared/fixtures</c>. Skips the test where the shelf is not there; in CI with a shelf a skip is a failure.</summary>
    public static string Fixture(params string[] parts)
    {
        var shelf = Path.Combine(Root, "..", "shared", "fixtures");
        Assert.SkipUnless(Directory.Exists(shelf), "needs ../shared/fixtures: other people's data that does not belong to this repository");
        return Path.GetFullPath(Path.Combine([shelf, .. parts]));
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here);
        while (folder is not null && !File.Exists(Path.Combine(folder, "global.json")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests run outside a checkout of OpenLedger Studio.");
    }
}
