using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Features.Data.Sets;

namespace OpenLedger.Studio.Tests.Data;

public sealed class ExampleDeskTests : IDisposable
{
    private readonly DataHouse _house = new DataHouse().Open();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Edit_Add_AndDelete_AreTakenBackOneByOne()
    {
        var me = _house.Person("vera");
        var set = await SetAsync(me, 3);
        var before = Contents(me, set.Id);
        var draft = ExampleDraft.Of(before[1])!;
        draft.Turns[1].Text = "changed";

        Assert.Equal(1, (await _house.Examples.EditAsync(me, set.Id, _house.Examples.Read(me, set.Id, null, 1, 1).Items[0], draft)).Changed);
        var added = ExampleDraft.New(ExampleShape.Chat);
        (added.Turns[0].Text, added.Turns[1].Text) = ("new?", "yes");
        await _house.Examples.AddAsync(me, set.Id, added);
        await _house.Examples.DeleteAsync(me, set.Id, [.. _house.Examples.Read(me, set.Id, null, 0, 2).Items.Select(item => item.Id)]);

        Assert.Equal(2, _house.Sets.Find(me, set.Id)!.Rows);
        Assert.EndsWith("new?\"},{\"role\":\"assistant\",\"content\":\"yes\"}]}", Contents(me, set.Id)[^1], StringComparison.Ordinal);
        await _house.Examples.UndoAsync(me, set.Id);
        Assert.Contains("changed", Contents(me, set.Id)[1], StringComparison.Ordinal);
        await _house.Examples.UndoAsync(me, set.Id);
        await _house.Examples.UndoAsync(me, set.Id);
        Assert.Equal(before, Contents(me, set.Id));
        Assert.Equal(3, _house.Sets.Find(me, set.Id)!.Rows);
        Assert.False(_house.Examples.CanUndo(me, set.Id));
        Assert.Equal(0, (await _house.Examples.UndoAsync(me, set.Id)).Changed);
    }

    [Fact]
    public async Task Undo_PressedTwiceAtOnce_TakesTwoChangesBack()
    {
        var me = _house.Person("vera");
        var set = await SetAsync(me, 3);
        foreach (var item in _house.Examples.Read(me, set.Id, null, 0, 2).Items)
        {
            await _house.Examples.DeleteAsync(me, set.Id, [item.Id]);
        }

        await Task.WhenAll(_house.Examples.UndoAsync(me, set.Id), _house.Examples.UndoAsync(me, set.Id));

        Assert.Equal(3, _house.Sets.Find(me, set.Id)!.Rows);
    }

    [Fact]
    public async Task ManyAtOnce_AreOneStepBack()
    {
        var me = _house.Person("vera");
        var set = await SetAsync(me, 5_200);
        var ids = _house.Read(context => context.Examples.Select(example => example.Id).ToList());

        Assert.Equal(5_000, (await _house.Examples.DeleteAsync(me, set.Id, ids[..5_000])).Changed);
        Assert.Equal(200, _house.Sets.Find(me, set.Id)!.Rows);
        Assert.Equal(5_000, (await _house.Examples.UndoAsync(me, set.Id)).Changed);

        Assert.Equal(5_200, _house.Sets.Find(me, set.Id)!.Rows);
        Assert.False(_house.Examples.CanUndo(me, set.Id));
    }

    [Fact]
    public async Task WhatWasDeletedLongAgo_IsForgotten_AndWhatIsThereStays()
    {
        var me = _house.Person("vera");
        var set = await SetAsync(me, 3);
        await _house.Examples.DeleteAsync(me, set.Id, [_house.Examples.Read(me, set.Id, null, 0, 1).Items[0].Id]);

        await _house.Get<DatasetRemoval>().ForgetAsync(TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(1));
        Assert.Equal(3, _house.Read(context => context.Examples.Count()));
        await _house.Get<DatasetRemoval>().ForgetAsync(TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(1));

        Assert.Equal((2, 0), _house.Read(context => (context.Examples.Count(), context.ExampleEdits.Count())));
        Assert.Equal(2, _house.Examples.Read(me, set.Id, null, 0, 10).Items.Count);
    }

    [Fact]
    public async Task Edit_OfWhatSomebodyChangedMeanwhile_IsRefused()
    {
        var me = _house.Person("vera");
        var set = await SetAsync(me, 1);
        var item = _house.Examples.Read(me, set.Id, null, 0, 1).Items[0];
        var (first, second) = (ExampleDraft.Of(item.Content)!, ExampleDraft.Of(item.Content)!);
        (first.Turns[1].Text, second.Turns[1].Text) = ("mine", "yours");

        Assert.Null((await _house.Examples.EditAsync(me, set.Id, item, first)).Problem);
        Assert.Contains("meanwhile", (await _house.Examples.EditAsync(me, set.Id, item, second)).Problem!.ToString(), StringComparison.Ordinal);
        Assert.Contains("mine", Contents(me, set.Id)[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Größe", 1)]
    [InlineData("content", 0)]
    [InlineData("assistant", 0)]
    [InlineData("50%", 1)]
    [InlineData("say \"hi\"", 1)]
    [InlineData("back\\slash", 1)]
    [InlineData("nothing of this", 0)]
    [InlineData("", 4)]
    public async Task Search_FindsWhatIsSaid_NotHowItIsStored(string term, int found)
    {
        var me = _house.Person("vera");
        var set = await _house.ImportAsync(me, "a.csv", "question,answer\nWelche Größe?,groß\n\"How, much\",50% of it\nWhat?,\"say \"\"hi\"\"\"\nWhere?,back\\slash\n");

        var page = _house.Examples.Read(me, set.Id, term, 0, 10);

        Assert.Equal((found, found), ((int)page.Total, page.Items.Count));
    }

    [Fact]
    public void Search_InABundledSet_FindsAsWell() =>
        Assert.All(_house.Examples.Read(_house.Person("vera"), "starter", "thursday", 0, 50).Items, item => Assert.Contains("Thursday", item.Content, StringComparison.OrdinalIgnoreCase));

    [Fact]
    public async Task Pages_FollowEachOther()
    {
        var me = _house.Person("vera");
        var set = await SetAsync(me, 25);

        var page = _house.Examples.Read(me, set.Id, null, 20, 10);

        Assert.Equal((25L, 5, 21L), (page.Total, page.Items.Count, page.Items[0].Number));
        Assert.Equal(21, _house.Examples.Find(me, set.Id, page.Items[0].Id)!.Number);
    }

    [Fact]
    public async Task ChatOfThePlayground_IsAddedToASet_OrBeginsOne()
    {
        var me = _house.Person("vera");
        ChatTurn[] turns = [new ChatTurn(true, "hi"), new ChatTurn(false, "hello")];

        var (made, _) = await _house.Examples.KeepAsync(me, null, "From chats", "Be kind.", turns);
        var (again, problem) = await _house.Examples.KeepAsync(me, made!.Id, "", null, turns);

        Assert.Null(problem);
        Assert.Equal((made.Id, 2L), (again!.Id, again.Rows));
        Assert.Equal([made.Id], _house.Examples.OwnChats(me).Select(set => set.Id));
        Assert.StartsWith("""{"messages":[{"role":"system","content":"Be kind."}""", Contents(me, made.Id)[0], StringComparison.Ordinal);
        Assert.NotNull((await _house.Examples.KeepAsync(me, made.Id, "", null, [new ChatTurn(true, "only asked")])).Problem);
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b","weight":0},{"role":"assistant","tool_calls":[{"name":"x"}]}],"tools":[{"name":"x"}]}""")]
    [InlineData("""{"prompt":"Once ","completion":"upon"}""")]
    [InlineData("""{"text":"Once"}""")]
    [InlineData("""{"prompt":[{"role":"system","content":"s"},{"role":"user","content":"q"}],"chosen":[{"role":"assistant","content":"c"}],"rejected":[{"role":"assistant","content":"r"}]}""")]
    public void Draft_KeepsWhatNobodyEdits(string content) => Assert.Equal(content, ExampleDraft.Of(content)!.Write().Content);

    [Theory]
    [InlineData(ExampleShape.Chat, "no answer")]
    [InlineData(ExampleShape.Text, "empty")]
    [InlineData(ExampleShape.Preference, "needs the question")]
    public void EmptyDraft_SaysWhatIsMissing(ExampleShape shape, string says) =>
        Assert.Contains(says, ExampleDraft.New(shape).Write().Problem!.ToString(), StringComparison.Ordinal);

    private Task<Dataset> SetAsync(CurrentAccount me, int examples) =>
        _house.ImportAsync(me, "a.jsonl", string.Concat(Enumerable.Range(0, examples).Select(number => $"{{\"question\": \"{number}?\", \"answer\": \"{number}\"}}\n")));

    private List<string> Contents(CurrentAccount me, string id) => [.. _house.Examples.Read(me, id, null, 0, 100).Items.Select(item => item.Content)];
}
