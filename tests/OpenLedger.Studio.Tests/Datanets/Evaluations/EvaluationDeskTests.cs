using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Datanets.Gates;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Evaluations;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Features.Datanets.Releases;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Tests.Data;

namespace OpenLedger.Studio.Tests.Datanets.Evaluations;

public sealed class EvaluationDeskTests : IDisposable
{
    private const string Question = "A ferry leaves the northern quay at seven and needs ninety minutes to the island of the goats; when does it arrive?";
    private const string Other = "How many fathoms of chain does an old dinghy carry when two thirds of sixty are lost in a storm?";

    private readonly ServiceProvider _services;
    private readonly DataHouse _house;
    private readonly CurrentAccount _me;

    public EvaluationDeskTests()
    {
        var services = new ServiceCollection().AddLogging().AddLocalization().AddDatanets();
        _house = new DataHouse((IServiceCollection)services);
        _services = services.BuildServiceProvider();
        _house.Open(_services);
        _me = _house.SignIn();
    }

    private EvaluationDesk Desk => _house.Get<EvaluationDesk>();

    private EntryDesk Entries => _house.Get<EntryDesk>();

    public void Dispose()
    {
        _services.Dispose();
        _house.Dispose();
    }

    [Fact]
    public async Task NamedQuestion_HandsAnEntryBack_AndOneTakenOutNoMore()
    {
        var id = await MakeAsync(PolicyPreset.OpenCrowd);
        Assert.Null((await LeakAsync(id, Question)).Problem);
        var set = (await _house.Sets.CreateAsync(_me, "Ferries", ExampleShape.Chat, [Chat(Question, "At half past eight.")]))!;

        Assert.Null(await Desk.AddSetAsync(_me, id, set.Id, onlyHeldOut: false, TestContext.Current.CancellationToken));

        var blocked = Assert.Single((await LeakAsync(id, Question)).Findings, finding => finding.Rule == GateRule.Contamination);
        Assert.Equal((Severity.Block, "Ferries"), (blocked.Severity, blocked.Evidence.Leak!.Set));
        Assert.DoesNotContain((await LeakAsync(id, Other)).Findings, finding => finding.Rule == GateRule.Contamination);
        var named = Assert.Single(Desk.All(_me, id));
        Assert.Equal(("Ferries", 1), (named.Name, named.Items));

        await Desk.RemoveAsync(_me, id, named.Id);
        Assert.DoesNotContain((await LeakAsync(id, Question)).Findings, finding => finding.Rule == GateRule.Contamination);
    }

    [Fact]
    public async Task SetThatChanges_IsReadAgain_AndTheGatesFollow()
    {
        var id = await MakeAsync(PolicyPreset.OpenCrowd);
        var set = (await _house.Sets.CreateAsync(_me, "Ferries", ExampleShape.Chat, [Chat(Question, "At half past eight.")]))!;
        await Desk.AddSetAsync(_me, id, set.Id, onlyHeldOut: false, TestContext.Current.CancellationToken);
        await Desk.RenewAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, Desk.All(_me, id)[0].Items);

        Write(context =>
        {
            context.Examples.Add(new OpenLedger.Studio.Store.Rows.ExampleRow { DatasetId = set.Id, Position = 2, Content = Chat(Other, "Twenty.") });
            context.Datasets.Single(row => row.Id == set.Id).UpdatedAt = TimeProvider.System.GetUtcNow().AddMinutes(1);
        });
        await Desk.RenewAsync(TestContext.Current.CancellationToken);

        Assert.Equal((2, "Ferries"), (Desk.All(_me, id)[0].Items, Desk.All(_me, id)[0].Name));
        Assert.Contains((await LeakAsync(id, Other)).Findings, finding => finding.Rule == GateRule.Contamination);
    }

    [Fact]
    public async Task AcceptedEntries_AreLookedAtAgain_AndAReleaseNamesTheSets()
    {
        var id = await MakeAsync(PolicyPreset.JustMe);
        var mine = await LeakAsync(id, Question);
        Assert.Equal(EntryState.Accepted, mine.State);
        Assert.Equal(EntryState.Accepted, (await LeakAsync(id, Other)).State);
        var file = await FileAsync("test.jsonl", $"{{\"question\": \"{Question}\", \"answer\": \"At half past eight.\"}}\n");

        Assert.Null(await Desk.AddFileAsync(_me, id, file, TestContext.Current.CancellationToken));

        var check = Desk.LastCheck(_me, id)!;
        await Eventually.True(() => !check.IsBusy);
        Assert.Equal(2, check.Done);
        var leak = Assert.Single(check.Leaks);
        Assert.Equal((mine.EntryId, "test.jsonl"), (leak.EntryId, leak.Set));
        Assert.True((await Desk.TakeOutAsync(_me, id, leak.EntryId)).IsDone);
        Assert.Empty(check.Leaks);

        var (release, problem) = await _house.Get<ReleaseDesk>().MakeAsync(_me, id, null, TestContext.Current.CancellationToken);
        Assert.Null(problem);
        Assert.Equal(["test.jsonl"], release!.Manifest.EvaluationSets);
        Assert.Equal(1, release.Manifest.Counts.Entries);
    }

    [Fact]
    public async Task Questions_OfAnotherForm_AreTaken_AndAFileWithoutAny_SaysWhatToDo()
    {
        var id = await MakeAsync(PolicyPreset.OpenCrowd);
        var phrases = await FileAsync("phrases.jsonl", $"{{\"question\": \"{Question}\", \"phrase\": \"half past eight\"}}\n");
        Assert.Null(await Desk.AddFileAsync(_me, id, phrases, TestContext.Current.CancellationToken));
        Assert.Contains((await LeakAsync(id, Question)).Findings, finding => finding.Rule == GateRule.Contamination);

        var broken = await FileAsync("broken.jsonl", "{\"colour\": 1}\n");
        Assert.NotNull(await Desk.AddFileAsync(_me, id, broken, TestContext.Current.CancellationToken));
        Assert.Single(Desk.All(_me, id));
    }

    [Fact]
    public async Task HeldOutShare_OfASet_IsWhatARunHoldsOut()
    {
        var id = await MakeAsync(PolicyPreset.OpenCrowd);
        var contents = Enumerable.Range(0, 200).Select(number => Chat($"What does lamp number {number} on the long breakwater of the old harbour say to ships?", "Keep away.")).ToList();
        var set = (await _house.Sets.CreateAsync(_me, "Lamps", ExampleShape.Chat, contents))!;

        Assert.Null(await Desk.AddSetAsync(_me, id, set.Id, onlyHeldOut: true, TestContext.Current.CancellationToken));

        Assert.Equal(20, Assert.Single(Desk.All(_me, id)).Items);
    }

    [Fact]
    public async Task Contributors_SeeNoSets_AndNameNone()
    {
        var id = await MakeAsync(PolicyPreset.OpenCrowd);
        var other = _house.Person("omar");
        await _house.Get<MemberDesk>().JoinAsync(other, id);
        var set = (await _house.Sets.CreateAsync(other, "Ferries", ExampleShape.Chat, [Chat(Question, "At half past eight.")]))!;

        Assert.NotNull(await Desk.AddSetAsync(other, id, set.Id, onlyHeldOut: false, TestContext.Current.CancellationToken));
        Assert.Empty(Desk.All(other, id));
        Assert.Empty(Desk.All(_me, id));
        Assert.False((await Desk.TakeOutAsync(other, id, "e")).IsDone);
    }

    private static string Chat(string question, string answer) =>
        $"{{\"messages\": [{{\"role\": \"system\", \"content\": \"You are a friendly harbour master who answers in one short and exact sentence.\"}}, {{\"role\": \"user\", \"content\": \"{question}\"}}, {{\"role\": \"assistant\", \"content\": \"{answer}\"}}]}}";

    private async Task<string> MakeAsync(PolicyPreset preset) => (await _house.Get<DatanetDesk>().CreateAsync(_me, DatanetsHouse.Form(preset))).Id!;

    /// <summary>Hands in an entry with a question; in a crowd only to see what the checks find, since the same is brought again.</summary>
    private async Task<EntryAnswer> LeakAsync(string id, string question)
    {
        var given = DatanetsHouse.Entry(question, "Whoever sails there should ask at the ticket window, since the timetable hangs beside it.");
        return _house.Get<DatanetDesk>().Find(_me, id)!.Card.Preset == PolicyPreset.JustMe
            ? await Entries.SubmitAsync(_me, id, given)
            : new EntryAnswer(null, null) { Findings = await Entries.CheckAsync(_me, id, given.Content, given.Category) };
    }

    private async Task<UploadedFile> FileAsync(string name, string text)
    {
        var upload = await _house.UploadAsync(_me, name, Encoding.UTF8.GetBytes(text));
        return _house.Get<Uploads>().Finished(_me.Id, upload)!;
    }

    private void Write(Action<OpenLedger.Studio.Store.StudioContext> change) => _house.Get<OpenLedger.Studio.Store.WriteQueue>().Write(change);
}
