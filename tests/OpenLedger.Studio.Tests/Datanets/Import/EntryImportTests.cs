using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Datanets.Entries;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Import;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Tests.Data;

namespace OpenLedger.Studio.Tests.Datanets.Import;

public sealed class EntryImportTests : IDisposable
{
    private const string Table =
        "question,answer\nHow is a bowline tied?,Make a loop and bring the end up through it and back down.\nWhat is a fender for?,\nHOW IS A BOWLINE TIED?,Make a loop and bring the end up through it and back down.\nWho rows?,too,many\nWhat is a fender for?,It keeps the hull from rubbing against the quay.\n";

    private readonly ServiceProvider _services;
    private readonly DataHouse _house;
    private readonly CurrentAccount _me;

    public EntryImportTests()
    {
        var services = new ServiceCollection().AddLogging().AddLocalization().AddDatanets();
        _house = new DataHouse((IServiceCollection)services);
        _services = services.BuildServiceProvider();
        _house.Open(_services);
        _me = _house.SignIn();
    }

    public void Dispose()
    {
        _services.Dispose();
        _house.Dispose();
    }

    [Fact]
    public async Task Table_IsCheckedRowByRow_AndTheGoodRowsGoOn()
    {
        var datanet = await MakeAsync(PolicyPreset.JustMe);

        var import = await CheckedAsync(datanet, "knots.csv", Table);

        Assert.Equal(EntryImportStage.Checked, import.Stage);
        Assert.Equal([2L, 6], import.Entries.Where(entry => !entry.IsBlocked).Select(entry => entry.Row));
        Assert.Equal([3L, 4, 5], import.Problems.Select(problem => problem.Row).Concat(import.Entries.Where(entry => entry.IsBlocked).Select(entry => entry.Row)).Order());

        _house.Get<EntryImportDesk>().HandIn(_me, import, "Knots", DatanetsHouse.Licence);
        await Eventually.True(() => import.Stage == EntryImportStage.Done);
        Assert.Equal((2, 2, 0), (import.HandedIn, import.Accepted, import.KeptAsDrafts));
        Assert.Equal(2, _house.Get<DatanetDesk>().Counts(datanet.Id).Accepted);
    }

    [Fact]
    public async Task WhatGoesBeyondTheAllowance_IsKeptAsDrafts()
    {
        var datanet = await MakeAsync(PolicyPreset.OpenCrowd);
        var other = _house.Person("omar");
        await _house.Get<MemberDesk>().JoinAsync(other, datanet.Id);
        var joined = _house.Get<DatanetDesk>().Find(other, datanet.Id)!;
        string[] things = ["anchors", "fenders", "sails", "ropes", "oars", "compasses", "lanterns", "bilges", "rudders"];
        var lines = things.Select(thing => $"{{\"prompt\": \"What should a beginner know about {thing}?\", \"response\": \"Everything about {thing} is easier once somebody at the quay has shown it to you with patience.\"}}");
        var import = await CheckedAsync(joined, "many.jsonl", string.Join('\n', lines), other);

        var wanted = import.Entries.Count(entry => entry.IsWanted);
        _house.Get<EntryImportDesk>().HandIn(other, import, "Knots", DatanetsHouse.Licence);
        await Eventually.True(() => !import.IsBusy);

        Assert.Equal((EntryImportStage.Done, 5), (import.Stage, import.HandedIn));
        Assert.Equal(wanted - 5, import.KeptAsDrafts);
        Assert.Empty(import.Entries);
        Assert.NotNull(import.Waits);
    }

    [Fact]
    public async Task OtherForms_AreNamedByRowAndField()
    {
        var datanet = await MakeAsync(PolicyPreset.JustMe);
        var turns = "{\"messages\": [{\"role\": \"user\", \"content\": \"a b c\"}, {\"role\": \"assistant\", \"content\": \"d\"}, {\"role\": \"user\", \"content\": \"e\"}, {\"role\": \"assistant\", \"content\": \"f\"}]}";

        var import = await CheckedAsync(datanet, "turns.jsonl", turns);

        var problem = Assert.Single(import.Problems);
        Assert.Equal((1L, "messages"), (problem.Row, problem.Field));
        Assert.Contains("several turns", problem.Message.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EntryKind.Conversation, "{\"messages\":[{\"role\":\"user\",\"content\":\"q\"},{\"role\":\"assistant\",\"content\":\"a\"}]}")]
    [InlineData(EntryKind.PromptResponse, "{\"prompt\":\"q\",\"completion\":\"a\"}")]
    [InlineData(EntryKind.Preference, "{\"prompt\":[{\"role\":\"user\",\"content\":\"q\"}],\"chosen\":[{\"role\":\"assistant\",\"content\":\"a\"}],\"rejected\":[{\"role\":\"assistant\",\"content\":\"b\"}]}")]
    [InlineData(EntryKind.Passage, "{\"text\":\"q\"}")]
    public void Example_BecomesAnEntryOfItsForm_AndIsReadAgain(EntryKind kind, string example)
    {
        var (entry, _, problem) = ExampleEntries.Of(example, kind);

        Assert.Null(problem);
        Assert.Equal(kind, entry!.Kind);
        var again = StoredEntry.Read(StoredEntry.Write(entry));
        Assert.Equal(entry.CanonicalBytes(), again.CanonicalBytes());
    }

    private async Task<Datanet> MakeAsync(PolicyPreset preset)
    {
        var desk = _house.Get<DatanetDesk>();
        var (id, problems) = await desk.CreateAsync(_me, DatanetsHouse.Form(preset));
        Assert.Empty(problems);
        return desk.Find(_me, id!)!;
    }

    private async Task<EntryImport> CheckedAsync(Datanet datanet, string name, string text, CurrentAccount? who = null)
    {
        var upload = await _house.UploadAsync(who ?? _me, name, Encoding.UTF8.GetBytes(text));
        var import = _house.Get<EntryImportDesk>().Open(who ?? _me, datanet, upload)!;
        await Eventually.True(() => !import.IsBusy);
        return import;
    }
}
