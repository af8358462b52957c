using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace OpenLedger.Architecture.Tests;

/// <summary>Every text of a page has its German.</summary>
public partial class WordsTests
{
    [GeneratedRegex("""\bT\["((?:[^"\\]|\\.)*)"[\],]""")]
    private static partial Regex Key { get; }

    [GeneratedRegex("""(?:\bnew (?:Sentence|Wording)\(\s*|\b(?:Unhealthy|Degraded)\(\s*|\bProblemKind\.\w+, )"((?:[^"\\]|\\.)*)"[,)]""")]
    private static partial Regex Said { get; }

    [GeneratedRegex(@"\{\d+")]
    private static partial Regex Placeholder { get; }

    [GeneratedRegex("""\bRefused\(\s*"((?:[^"\\]|\\.)*)"(?:,\s*"((?:[^"\\]|\\.)*)")?""")]
    private static partial Regex Refused { get; }

    [Fact]
    public void Texts_HaveTheirGerman()
    {
        var missing = Checkout.Files("OpenLedger.Studio", "*.razor", "*.cs")
            .SelectMany(path => Key.Matches(Checkout.Read(path)).Concat(Said.Matches(Checkout.Read(path))).Select(match => (Path: path, Text: Regex.Unescape(match.Groups[1].Value))))
            .Where(found => !German(RoomOf(found.Path)).ContainsKey(found.Text))
            .Select(found => $"{RoomOf(found.Path)}/Words.de.resx lacks \"{found.Text}\" of {found.Path}");

        Assert.Empty(missing.Distinct());
    }

    [Fact]
    public void Refusals_HaveTheirGerman()
    {
        var said = Checkout.Files("OpenLedger.Studio", "*.razor", "*.cs")
            .SelectMany(path => Refused.Matches(Checkout.Read(path)).SelectMany(match => match.Groups.Values.Skip(1)).Where(group => group.Success).Select(group => (Path: path, Text: Regex.Unescape(group.Value)))).ToList();

        Assert.True(said.Count > 15, $"Only {said.Count} refusals were found: they are written in another way than this test reads.");
        Assert.Empty(said.Where(found => !German(RoomOf(found.Path)).ContainsKey(found.Text)).Select(found => $"{RoomOf(found.Path)}/Words.de.resx lacks \"{found.Text}\" of {found.Path}").Distinct());
    }

    [Fact]
    public void German_HasTheSamePlaceholders()
    {
        var wrong = Checkout.Files("OpenLedger.Studio", "Words.de.resx")
            .SelectMany(path => German(Path.GetDirectoryName(path)!).Select(pair => (path, pair.Key, pair.Value)))
            .Where(entry => !Placeholders(entry.Key).SetEquals(Placeholders(entry.Value)) || entry.Value.Length == 0)
            .Select(entry => $"{entry.path}: \"{entry.Key}\"");

        Assert.Empty(wrong);
    }

    /// <summary>Resource names are compared without regard to case: the second of two would be lost.</summary>
    [Fact]
    public void German_IsOneTextForEachName()
    {
        var twice = Checkout.Files("OpenLedger.Studio", "Words.de.resx")
            .SelectMany(path => XDocument.Parse(Checkout.Read(path)).Root!.Elements("data").Select(data => data.Attribute("name")!.Value).GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(names => names.Count() > 1)
                .Select(names => $"{path}: {string.Join(" and ", names)}"));

        Assert.Empty(twice);
    }

    private static HashSet<string> Placeholders(string text) => [.. Placeholder.Matches(text).Select(match => match.Value)];

    private static Dictionary<string, string> German(string room) => Known.GetOrAdd(room, _ =>
    {
        var path = Checkout.PathOf($"{room}/Words.de.resx");
        return File.Exists(path) ? XDocument.Load(path).Root!.Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value) : [];
    });

    private static System.Collections.Concurrent.ConcurrentDictionary<string, Dictionary<string, string>> Known { get; } = new();

    /// <summary>The folder whose words a file takes: its feature, or its room.</summary>
    private static string RoomOf(string path)
    {
        var parts = path.Split('/');
        return string.Join('/', parts[1] == "Features" ? parts[..3] : parts[..2]);
    }
}
