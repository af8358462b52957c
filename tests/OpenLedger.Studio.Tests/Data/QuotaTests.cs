using System.Text;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Data;
using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Features.Data.Sets;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Tests.Data;

/// <summary>What a person may have, asked by every desk through which examples come in.</summary>
public sealed class QuotaTests : IDisposable
{
    private const string Two = "{\"question\": \"a?\", \"answer\": \"b\"}\n{\"question\": \"c?\", \"answer\": \"d\"}\n";
    private const string One = """{"messages":[{"role":"user","content":"a?"},{"role":"assistant","content":"b"}]}""";

    private readonly DataHouse _house = new DataHouse().Open();

    public void Dispose() => _house.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Import_OfMoreExamplesThanAllowed_KeepsNothing_AndSaysWhy(bool isCounted)
    {
        var me = _house.Person("vera");
        await LimitAsync(QuotaSettings.Examples, "1");
        var upload = await _house.UploadAsync(me, "a.jsonl", Encoding.UTF8.GetBytes(Two));
        var (form, options) = ((await _house.Imports.LookAsync(me, upload, FormCorrection.None, CancellationToken.None))!, new ImportOptions());
        if (isCounted)
        {
            var count = _house.Imports.Count(me, upload, form, options)!;
            await Eventually.True(() => count.IsOver);
        }

        var job = _house.Imports.Start(me, upload, form, options, "My set", isRehearsal: false)!;
        await Eventually.True(() => job.IsOver);

        Assert.Equal((ImportStage.Failed, 2L), (job.Stage, job.Report!.Good));
        Assert.StartsWith("These are 2 examples, and you have 0 of the 1", job.Problem!.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, _house.Read(context => context.Datasets.Count() + context.Examples.Count()));
        Assert.NotNull(_house.Imports.FileOf(me, upload));

        await LimitAsync(QuotaSettings.Examples, "2");
        var again = _house.Imports.Start(me, upload, form, options, "My set", isRehearsal: false)!;
        await Eventually.True(() => again.IsOver);
        Assert.Equal(ImportStage.Done, again.Stage);
    }

    [Fact]
    public async Task Import_ByWhoseDiskSpaceIsUsedUp_KeepsNothing()
    {
        var me = _house.Person("vera");
        var text = string.Concat(Enumerable.Range(0, 300).Select(number => $"{{\"question\": \"{number}?\", \"answer\": \"{new string('x', 4_000)}\"}}\n"));
        var upload = await _house.UploadAsync(me, "a.jsonl", Encoding.UTF8.GetBytes(text));
        var (form, options) = ((await _house.Imports.LookAsync(me, upload, FormCorrection.None, CancellationToken.None))!, new ImportOptions());
        var count = _house.Imports.Count(me, upload, form, options)!;
        await Eventually.True(() => count.IsOver);
        await LimitAsync(QuotaSettings.Disk, "1");

        var job = _house.Imports.Start(me, upload, form, options, "My set", isRehearsal: false)!;
        await Eventually.True(() => job.IsOver);

        Assert.Contains("of your 1 MB of disk space are used", job.Problem!.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, _house.Read(context => context.Datasets.Count()));
    }

    [Fact]
    public async Task SetAndCopy_OfMoreThanAllowed_AreRefused_ButNotToAdmins()
    {
        var (me, admin) = (_house.Person("vera"), _house.Person("ada", Roles.Admin));
        await LimitAsync(QuotaSettings.Examples, "3");

        Assert.NotNull(await _house.Sets.CreateAsync(me, "x", ExampleShape.Chat, [One, One]));
        var refused = await Assert.ThrowsAsync<RefusedException>(() => _house.Sets.CreateAsync(me, "y", ExampleShape.Chat, [One, One]));
        await Assert.ThrowsAsync<RefusedException>(() => _house.Sets.CopyAsync(me, BundledSets.Starter, "z", CancellationToken.None));

        Assert.Contains("you have 2 of the 3", refused.Sentence.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, _house.Read(context => context.Datasets.Count()));
        Assert.NotNull(await _house.Sets.CopyAsync(admin, BundledSets.Starter, "z", CancellationToken.None));
    }

    [Fact]
    public async Task Example_BeyondTheLastOneAllowed_IsNotAdded_NorAnAnswerOfTheChat()
    {
        var me = _house.Person("vera");
        var set = (await _house.Sets.CreateAsync(me, "x", ExampleShape.Chat, [One]))!;
        await LimitAsync(QuotaSettings.Examples, "2");

        Assert.Null((await _house.Examples.AddAsync(me, set.Id, Draft())).Problem);
        var receipt = await _house.Examples.AddAsync(me, set.Id, Draft());
        var kept = await _house.Examples.KeepAsync(me, null, "new", null, [new(true, "q"), new(false, "a")]);

        Assert.Contains("you have 2 of the 2", receipt.Problem!.ToString(), StringComparison.Ordinal);
        Assert.Contains("you have 2 of the 2", kept.Problem!.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, _house.Read(context => context.Examples.Count()));
    }

    [Fact]
    public async Task Rehearsal_OfMoreThanAllowed_IsToldBeforeTheModelIsAsked()
    {
        var me = _house.Person("vera");
        await LimitAsync(QuotaSettings.Examples, "5");
        _house.Answers.Problem = "It was asked.";

        var job = _house.Get<RehearsalDesk>().Begin(me, "SmolLM2", "/models/smol", RehearsalDesk.GeneralQuestions, "x")!;

        Assert.True(job.IsOver);
        Assert.Contains("of the 5 that you may have", job.Problem!.ToString(), StringComparison.Ordinal);
    }

    private static ExampleDraft Draft()
    {
        var draft = ExampleDraft.New(ExampleShape.Chat);
        (draft.Turns[0].Text, draft.Turns[1].Text) = ("new?", "yes");
        return draft;
    }

    private async Task LimitAsync(NumberSetting setting, string most) => Assert.Null(await _house.Get<StudioSettings>().ChangeAsync("admin", setting, most));
}
