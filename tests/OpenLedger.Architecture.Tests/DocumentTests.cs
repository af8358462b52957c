using System.Text.Json;
using System.Text.RegularExpressions;

namespace OpenLedger.Architecture.Tests;

/// <summary>What the documents say about the house is true.</summary>
public partial class DocumentTests
{
    [GeneratedRegex(@"^\| `([^`]+)` \| (?:`([^`]*)`)? *\| \S", RegexOptions.Multiline)]
    private static partial Regex SettingRow { get; }

    [GeneratedRegex(@"^\| `([A-Z]\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex RoomRow { get; }

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment { get; }

    [GeneratedRegex(@"\]\((?!https?://|#)([^)#\s]+)")]
    private static partial Regex Link { get; }

    [GeneratedRegex(@"^\| \d+ \| [^|]+ \| (?<says>[^|]+) \| [^|]+ \| `(?<class>\w+)\.(?<test>\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex FailureRow { get; }

    [GeneratedRegex(@"^\| (?<line>[A-Z]\d[a-z]?) \| [^|]+ \| [^|]+ \| (?<proof>[^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex SecurityRow { get; }

    [GeneratedRegex(@"`(?<class>\w+)\.(?<test>\w+)`")]
    private static partial Regex ProofName { get; }

    // The list of what a web application of this kind is attacked by.
    private static readonly string[] SecurityLines =
    [
        "A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9", "D1", "F1", "K1", "K2", "K3", "L1", "L2", "M1", "M2", "N1", "P1", "P2", "R1", "R2", "R3", "R4", "S1", "U1", "U2", "U3", "W1", "W2", "X1", "X2", "X3", "X4", "X5",
    ];

    [Fact]
    public void Failures_AreToldAsTheCatalogueSays_AndInjectedByTests()
    {
        var rows = FailureRow.Matches(Checkout.Read("docs/failures.md"));
        var product = string.Concat(Checkout.Products.SelectMany(project => Checkout.Files(project, "*.cs")).Select(Checkout.Read));
        var tests = Checkout.Files("tests", "*Tests.cs").ToDictionary(file => Path.GetFileNameWithoutExtension(file) + file, Checkout.Read);

        Assert.True(rows.Count >= 30, $"only {rows.Count} failures are listed");
        Assert.All(rows, row =>
        {
            var says = row.Groups["says"].Value.Trim();
            Assert.True(says[0] != '"' || product.Contains(says.Trim('"'), StringComparison.Ordinal), $"no part of the product says {says}");
            var (type, test) = (row.Groups["class"].Value, row.Groups["test"].Value);
            Assert.True(tests.Any(file => file.Key.StartsWith(type, StringComparison.Ordinal) && file.Value.Contains($" {test}(", StringComparison.Ordinal)), $"there is no test {type}.{test}");
        });
    }

    [Fact]
    public void Security_IsProvedByTests_LineByLine()
    {
        var rows = SecurityRow.Matches(Checkout.Read("docs/security.md"));
        var tests = Checkout.Files("tests", "*Tests.cs").ToDictionary(file => Path.GetFileNameWithoutExtension(file) + file, Checkout.Read);

        Assert.Equal(SecurityLines, rows.Select(row => row.Groups["line"].Value).Where(line => char.IsAsciiDigit(line[^1])).Order(StringComparer.Ordinal));
        Assert.All(rows, row =>
        {
            var proofs = ProofName.Matches(row.Groups["proof"].Value);
            Assert.True((proofs.Count == 0) == row.Value.Contains("*Not built*", StringComparison.Ordinal), $"{row.Groups["line"].Value} has no proof");
            Assert.All(proofs, proof => Assert.True(
                tests.Any(file => file.Key.StartsWith(proof.Groups["class"].Value, StringComparison.Ordinal) && file.Value.Contains($" {proof.Groups["test"].Value}(", StringComparison.Ordinal)),
                $"there is no test {proof.Value}"));
        });
    }

    [Fact]
    public void Settings_AreExplained_EachWithItsDefault()
    {
        var explained = SettingRow.Matches(Checkout.Read("docs/settings.md")).ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value);
        using var file = JsonDocument.Parse(Checkout.Read("appsettings.json"));
        var actual = Flatten("", file.RootElement).ToDictionary();

        Assert.Equal(actual.OrderBy(setting => setting.Key, StringComparer.Ordinal), explained.OrderBy(setting => setting.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Rooms_AreOnTheMap()
    {
        var onTheMap = RoomRow.Matches(Checkout.Read("docs/rooms.md")).Select(row => row.Groups[1].Value).ToHashSet();
        var rooms = Checkout.Products.SelectMany(project => Checkout.Files(project, "*.cs"))
            .Select(path => path.Split('/'))
            .Where(parts => parts.Length > 2)
            .Select(parts => parts[1])
            .Distinct();

        Assert.All(rooms, room => Assert.Contains(room, onTheMap));
    }

    [Fact]
    public void Links_LeadSomewhere()
    {
        var broken = Checkout.Files(".", "*.md")
            .SelectMany(page => Link.Matches(Comment.Replace(Checkout.Read(page), "")).Select(link => (Page: page, Target: link.Groups[1].Value)))
            .Where(link => !Path.Exists(Path.Combine(Checkout.Root, Path.GetDirectoryName(link.Page)!, link.Target)))
            .Select(link => $"{link.Page}: {link.Target}");

        Assert.Empty(broken);
    }

    [Theory]
    [InlineData("start")]
    [InlineData("test")]
    [InlineData("openledger")]
    [InlineData("build/setup.sh")]
    [InlineData(".ci/run")]
    public void Scripts_AreThere_AndExecutable(string script)
    {
        Assert.True(File.Exists(Checkout.PathOf(script)));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Checkout.PathOf(script)).HasFlag(UnixFileMode.UserExecute));
    }

    private static IEnumerable<KeyValuePair<string, string>> Flatten(string prefix, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Flatten(prefix.Length == 0 ? member.Name : $"{prefix}:{member.Name}", member.Value)),
        JsonValueKind.Array => [new(prefix, element.GetRawText())],
        _ => [new(prefix, element.ToString())],
    };
}
