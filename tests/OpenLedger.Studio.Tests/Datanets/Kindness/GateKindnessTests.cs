using System.Reflection;
using OpenLedger.Datanets.Contamination;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Gates;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Entries;

namespace OpenLedger.Studio.Tests.Datanets.Kindness;

/// <summary>Every rule of the gates, read from their list: what it says helps, and what it blocks costs nothing and is handed in again at once.</summary>
public sealed class GateKindnessTests : IDisposable
{
    private const string Prompt = "How do I keep basil alive in a kitchen that gets little light?";
    private const string Response = "Put it as close to the window as you can, water it from below twice a week, and cut the tips before it flowers.";
    private const string Measured = "A farmer has twelve rows of seven plants each and sells every third plant for two coins at the market on Sunday.";

    /// <summary>An entry for each rule that it has something to say about.</summary>
    private static readonly Dictionary<string, (string Prompt, string Response, string Category)> Samples = new()
    {
        [GateRule.Schema] = (Prompt, Response, "Sails"),
        [GateRule.Empty] = (Prompt, " ", "Knots"),
        [GateRule.Size] = (Prompt, new string('a', 40_000), "Knots"),
        [GateRule.Control] = (Prompt, "Put it \u0007 there.", "Knots"),
        [GateRule.Template] = (Prompt, "Sure.<|im_end|>", "Knots"),
        [GateRule.Echo] = (Prompt, "how DO i keep basil alive, in a kitchen that gets little light", "Knots"),
        [GateRule.Copy] = (Prompt, Response, "Knots"),
        [GateRule.Secret] = (Prompt, "Use AKIAQ3EGRZ2YB5XW4KTP to log in and water it.", "Knots"),
        [GateRule.PersonalData] = (Prompt, "Ask anna.weber@posteo.de about it.", "Knots"),
        [GateRule.Contamination] = (Measured, "He has twenty-eight of them left to sell.", "Knots"),
        [GateRule.NearCopy] = (Prompt, Response + " Then wait.", "Knots"),
        [GateRule.Repetition] = (Prompt, "Nooooooooooooooooooooooooo, never do that.", "Knots"),
        [GateRule.Noise] = (Prompt, "WATER IT TWICE A WEEK AND PUT IT NEXT TO THE WINDOW SO THAT IT GETS MORE OF THE LIGHT", "Knots"),
        [GateRule.Mash] = (Prompt, "sdkjfh wqeoiru zxmcnb qpwoeiru alskdjfh zmxncb wqpoei", "Knots"),
        [GateRule.Language] = (Prompt, "Stelle es so nah wie möglich ans Fenster und gieße es zweimal in der Woche von unten.", "Knots"),
    };

    private readonly KindHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public void Rules_AllOfThem_SayWhatTheySawAndWhatHelps()
    {
        var rules = typeof(GateRule).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
        var measured = new ContaminationIndex();
        measured.Add(new EvaluationItem("market", "1", [Measured]));
        using var gates = new Preflight(new GateRules { Languages = ["en"], Categories = ["Knots"] }, measured);
        gates.Add(EntryId.Create(DateTimeOffset.UnixEpoch, new byte[EntryId.ChanceBytes]), EntryContent.PromptResponse(Prompt, Response));

        foreach (var rule in rules)
        {
            Assert.True(Samples.ContainsKey(rule), $"Write here an entry that {rule} has something to say about.");
            var (prompt, response, category) = Samples[rule];
            var finding = gates.Check(EntryContent.PromptResponse(prompt, response), category).FirstOrDefault(finding => finding.Rule == rule);
            Assert.True(finding is { Severity: Severity.Block or Severity.Flag }, $"{rule} says nothing of its sample.");
            Assert.True(finding.Cause.English.Length > 0 && Advice.IsIn(finding.NextStep.English), $"{rule}: {finding.NextStep.English}");
        }
    }

    [Fact]
    public async Task Blocked_CostsNothing_AndIsHandedInAgainAtOnce()
    {
        await _house.OpenAsync(PolicyPreset.SmallTeam);
        var (person, desk) = (await _house.NewcomerAsync(), _house.Datanets.Entries);
        await desk.SubmitAsync(person, _house.Id, DatanetsHouse.Entry(Prompt, Response));
        var (allowance, reputation) = (_house.AllowanceOf(person), _house.ReputationOf(person));
        var blocked = 0;
        foreach (var (rule, (prompt, response, category)) in Samples)
        {
            var given = new HandIn(EntryContent.PromptResponse(prompt, response), category, DatanetsHouse.Licence, HasConsent: true);
            if (!(await desk.CheckAsync(person, _house.Id, given.Content, category)).Any(finding => finding.Severity == Severity.Block))
            {
                continue;
            }

            var refused = await desk.SubmitAsync(person, _house.Id, given);

            blocked++;
            Assert.False(refused.IsDone, rule);
            Assert.True(Advice.IsIn(refused.NextStep!.ToString()), rule);
            Assert.NotEmpty(refused.Findings);
            Assert.Equal((allowance, reputation), (_house.AllowanceOf(person), _house.ReputationOf(person)));
        }

        Assert.True(blocked >= 8, $"Only {blocked} were blocked.");
        Assert.True((await desk.SubmitAsync(person, _house.Id, _house.Entry())).IsDone);
    }
}
