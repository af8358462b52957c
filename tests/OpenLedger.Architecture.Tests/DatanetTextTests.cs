using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace OpenLedger.Architecture.Tests;

/// <summary>What the rules of a Datanet say to people (refusals, reasons, limits, cards) has its German on the pages that show it.</summary>
public partial class DatanetTextTests
{
    private const string Rooms = "OpenLedger.Datanets";

    [GeneratedRegex("""Step\.Refuse\(\s*"[^"]*",\s*("(?:[^"\\]|\\.)*"),\s*("(?:[^"\\]|\\.)*")|new QuotaRefusal\(QuotaLimit\.\w+, ("(?:[^"\\]|\\.)*"), ("(?:[^"\\]|\\.)*")|new ChainFault\(sequence, ("(?:[^"\\]|\\.)*")|new PolicyProblem\((?:\$?"[^"]*"|[\w.]+), ("(?:[^"\\]|\\.)*")|=> ("(?:[^"\\]|\\.)*\."),|\bProblem\((?:path|knob\.Name|Shortened\(path\)), ("(?:[^"\\]|\\.)*")|\bWhole\(\s*("(?:[^"\\]|\\.)* (?:[^"\\]|\\.)*\.")""")]
    private static partial Regex Said { get; }

    [GeneratedRegex("""new\((?:"[a-z-]+"|GateFinding), Verdict\.\w+((?:, "(?:[^"\\]|\\.)*"){4})\)""")]
    private static partial Regex Reason { get; }

    [GeneratedRegex("""(?<=, )"(?:[^"\\]|\\.)*"(?=,|$)""")]
    private static partial Regex Literal { get; }

    [Fact]
    public void Texts_OfTheRules_HaveTheirGerman()
    {
        var german = XDocument.Load(Checkout.PathOf("OpenLedger.Studio/Features/Datanets/Words.de.resx")).Root!.Elements("data").Select(data => data.Attribute("name")!.Value).ToHashSet();

        var texts = Texts().ToList();

        Assert.True(texts.Count > 180, $"Only {texts.Count} texts were found: the rules are written in another way than this test reads.");
        Assert.Empty(texts.Except(german));
    }

    private static IEnumerable<string> Texts()
    {
        var files = new[] { "Reviews", "Trust", "Policies", "Agreement" }.SelectMany(room => Checkout.Files($"{Rooms}/{room}", "*.cs")).Select(Checkout.Read).ToList();
        var said = files.SelectMany(text => Said.Matches(text)).SelectMany(match => match.Groups.Values.Skip(1)).Where(group => group.Success).Select(group => group.Value);
        var reasons = files.SelectMany(text => Reason.Matches(text)).SelectMany(match => Literal.Matches(match.Groups[1].Value)).Select(literal => literal.Value);
        return said.Concat(reasons).Select(literal => Regex.Unescape(literal[1..^1])).Distinct();
    }
}
