using System.Text.RegularExpressions;

namespace OpenLedger.Studio.Tests.Datanets.Kindness;

/// <summary>
/// Whatever the rules and desks of Datanets can refuse is read out of their sources: each has a next step, so that a new refusal without
/// one is found on the day it is written.
/// </summary>
public sealed partial class NextStepTests
{
    [GeneratedRegex("""Step\.Refuse\(\s*"[^"]*",\s*"(?<cause>(?:[^"\\]|\\.)*)",\s*"(?<next>(?:[^"\\]|\\.)*)\x22|new QuotaRefusal\(QuotaLimit\.\w+, "(?<cause>(?:[^"\\]|\\.)*)", "(?<next>(?:[^"\\]|\\.)*)\x22|(?<!\w)Refused\("(?<cause>(?:[^"\\]|\\.)*)", "(?<next>(?:[^"\\]|\\.)*)"\)|new Sentence\("(?<cause>(?:[^"\\]|\\.)*)"[^;"]*\), new Sentence\("(?<next>(?:[^"\\]|\\.)*)\x22""")]
    private static partial Regex Pairs { get; }

    [GeneratedRegex("""(?:new Sentence|new|(?<!\w)Refused|Wrong)\((?:"[a-z]+", )?"(?<text>(?:[^"\\]|\\.)*)\x22""")]
    private static partial Regex Sentences { get; }

    /// <summary>Files that hold what things and keys are called.</summary>
    private static readonly string[] Labels = ["Words.cs", "Keys.cs"];

    /// <summary>What is said to a machine, and never to a person.</summary>
    private const string ForMachines = "There is nothing to do.";

    /// <summary>What is no refusal: it says how far something is, or is put into another sentence.</summary>
    private static readonly string[] Neutral = ["It was stopped. What was handed in by then stays.", "The release could not be signed: {0}", "The document could not be read.", "It was stopped; nothing was kept.", "{0}: {1}", ""];

    [Fact]
    public void Refusals_OfTheRules_SayWhatToDo()
    {
        var refusals = Sources("OpenLedger.Datanets/Reviews").Concat(Sources("OpenLedger.Datanets/Trust")).Concat(Sources("OpenLedger.Studio/Features/Datanets"))
            .SelectMany(source => Pairs.Matches(source)).Select(match => (Cause: match.Groups["cause"].Value, Next: match.Groups["next"].Value)).ToList();

        Assert.True(refusals.Count >= 40, $"Only {refusals.Count} were found: they are written in another way than this test reads.");
        Assert.Equal("", string.Join('\n', refusals.Where(refusal => refusal.Cause.Length == 0 || (refusal.Next != ForMachines && !Advice.IsIn(refusal.Next))).Select(refusal => $"{refusal.Cause} → {refusal.Next}")));
    }

    [Fact]
    public void Sentences_ThatStandAlone_SayWhatToDo()
    {
        var alone = new List<string>();
        foreach (var source in Sources("OpenLedger.Studio/Features/Datanets"))
        {
            var paired = Pairs.Matches(source).Select(match => (match.Index, match.Length)).ToList();
            alone.AddRange(Sentences.Matches(source).Where(match => !paired.Any(pair => match.Index >= pair.Index && match.Index < pair.Index + pair.Length)).Select(match => match.Groups["text"].Value));
        }

        Assert.True(alone.Count >= 20, $"Only {alone.Count} were found: they are written in another way than this test reads.");
        Assert.Equal("", string.Join('\n', alone.Except(Neutral).Where(text => !Advice.IsIn(text))));
    }

    private static IEnumerable<string> Sources(string room) =>
        Directory.EnumerateFiles(Path.Combine(Checkout.Root, room), "*.cs", SearchOption.AllDirectories).Where(path => !Array.Exists(Labels, label => path.EndsWith(label, StringComparison.Ordinal))).Select(File.ReadAllText);
}
