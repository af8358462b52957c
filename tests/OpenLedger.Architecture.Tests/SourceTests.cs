using System.Text.RegularExpressions;

namespace OpenLedger.Architecture.Tests;

/// <summary>How big a room may be, and how its files are named and kept.</summary>
public partial class SourceTests
{
    private const int LongestFile = 300;
    private const int LongestMarkup = 200;
    private const int LongestFunction = 60;

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex Unfinished { get; }

    [GeneratedRegex(@"\bProcess\.Start\(|\bProcessStartInfo\b|\bnew Process\b")]
    private static partial Regex OtherProgram { get; }

    [GeneratedRegex(@"\bMarkupString\b|\bAddMarkupContent\(|innerHTML|insertAdjacentHTML")]
    private static partial Regex MadeMarkup { get; }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex FileNamespace { get; }

    [GeneratedRegex("<RootNamespace>(.*)</RootNamespace>")]
    private static partial Regex RootNamespace { get; }

    [Fact]
    public void SourceFiles_AreNoLongerThanTheWall() =>
        Assert.Empty(Checkout.Files(".", "*.cs").Where(path => Lines(path) > LongestFile).Select(path => $"{path}: {Lines(path)} lines"));

    [Fact]
    public void Markup_IsNoLongerThanItsWall() =>
        Assert.Empty(Checkout.Files("OpenLedger.Studio", "*.razor").Where(path => Lines(path) > LongestMarkup).Select(path => $"{path}: {Lines(path)} lines"));

    [Fact]
    public void Functions_FitAScreen() =>
        Assert.Empty(Checkout.Products.Append("benchmarks").SelectMany(project => Checkout.Files(project, "*.cs"))
            .SelectMany(path => Functions.In(Checkout.Read(path)).Where(function => function.Lines > LongestFunction)
                .Select(function => $"{path}: the function that begins at line {function.FirstLine} has {function.Lines} lines")));

    [Fact]
    public void ProductCode_HasNothingUnfinished() =>
        Assert.DoesNotContain(
            Checkout.Products.SelectMany(project => Checkout.Files(project, "*.cs", "*.razor", "*.js", "*.css")),
            path => !path.Contains("/lib/", StringComparison.Ordinal) && Unfinished.IsMatch(Checkout.Read(path)));

    [Fact]
    public void Product_StartsNoOtherProgram() =>
        Assert.DoesNotContain(Checkout.Products.SelectMany(project => Checkout.Files(project, "*.cs", "*.razor")), path => OtherProgram.IsMatch(Checkout.Read(path)));

    /// <summary>What people wrote becomes markup where it is cleaned, and nowhere else.</summary>
    [Fact]
    public void Markup_IsMadeInOnePlace() =>
        Assert.Equal(["OpenLedger.Studio/Controls/SafeMarkdown.cs"], Checkout.Products.SelectMany(project => Checkout.Files(project, "*.cs", "*.razor", "*.razor.js")).Where(path => MadeMarkup.IsMatch(Checkout.Read(path))));

    [Fact]
    public void Namespaces_AreFolders()
    {
        var wrong = new List<string>();
        foreach (var project in Checkout.Files(".", "*.csproj"))
        {
            var folder = Path.GetDirectoryName(project)!;
            var name = RootNamespace.Match(Checkout.Read(project)) is { Success: true } match ? match.Groups[1].Value : Path.GetFileNameWithoutExtension(project);
            foreach (var path in Checkout.Files(folder, "*.cs"))
            {
                var inner = Path.GetRelativePath(folder, Path.GetDirectoryName(path)!).Replace('/', '.');
                var expected = inner == "." ? name : $"{name}.{inner}";
                if (FileNamespace.Match(Checkout.Read(path)) is { Success: true } actual && actual.Groups[1].Value != expected)
                {
                    wrong.Add($"{path}: {actual.Groups[1].Value} instead of {expected}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Functions_OfThisFile_AreFound() =>
        Assert.Contains(Functions.In(Checkout.Read("tests/OpenLedger.Architecture.Tests/SourceTests.cs")), function => function.Lines > 10);

    private static int Lines(string path) => File.ReadLines(Checkout.PathOf(path)).Count();
}
