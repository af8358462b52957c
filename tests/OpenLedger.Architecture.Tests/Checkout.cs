using System.Runtime.CompilerServices;

namespace OpenLedger.Architecture.Tests;

/// <summary>The source tree these tests look at.</summary>
internal static class Checkout
{
    /// <summary>The projects that people run; tests and benchmarks have lighter rules.</summary>
    public static readonly string[] Products = ["OpenLedger.Training", "OpenLedger.Datanets", "OpenLedger.Attribution", "OpenLedger.Studio"];

    private static readonly string[] NotOurs = [".git", "artifacts", "bin", "obj", "node_modules", "TestResults", "goldens", "models", "Migrations"];

    public static string Root { get; } = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Files below a folder that are ours, relative to the root, with forward slashes.</summary>
    public static IEnumerable<string> Files(string folder, params string[] patterns)
    {
        var start = new DirectoryInfo(PathOf(folder));
        return start.Exists ? Walk(start, patterns).Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal) : [];
    }

    public static string Read(string relativePath) => File.ReadAllText(PathOf(relativePath));

    private static IEnumerable<string> Walk(DirectoryInfo folder, string[] patterns)
    {
        foreach (var pattern in patterns)
        {
            foreach (var file in folder.EnumerateFiles(pattern))
            {
                yield return file.FullName;
            }
        }

        foreach (var inner in folder.EnumerateDirectories().Where(inner => !NotOurs.Contains(inner.Name, StringComparer.Ordinal)))
        {
            foreach (var file in Walk(inner, patterns))
            {
                yield return file;
            }
        }
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
