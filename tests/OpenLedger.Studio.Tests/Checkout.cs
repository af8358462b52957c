using System.Runtime.CompilerServices;

namespace OpenLedger.Studio.Tests;

/// <summary>Files of the checkout that tests use.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    public static string Model(string name) => Path.Combine(Root, "models", name);

    public static string Golden(params string[] parts) => Path.Combine([Root, "tests", "goldens", .. parts]);

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
