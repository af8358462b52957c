namespace OpenLedger.Benchmarks;

/// <summary>Where the workloads lie.</summary>
internal static class Shelf
{
    /// <summary>The root of the checkout that the benchmarks run in.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>A file of other people's data beside the checkout, or null where it is not there.</summary>
    public static string? Fixture(params string[] path)
    {
        var file = Path.GetFullPath(Path.Combine([Repository, "..", "shared", "fixtures", .. path]));
        return Path.Exists(file) ? file : null;
    }

    private static string FindRepository()
    {
        foreach (var start in (string[])[Environment.CurrentDirectory, AppContext.BaseDirectory])
        {
            for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
            {
                if (File.Exists(Path.Combine(folder, "global.json")))
                {
                    return folder;
                }
            }
        }

        throw new InvalidOperationException("The benchmarks run inside a checkout of OpenLedger Studio.");
    }
}
