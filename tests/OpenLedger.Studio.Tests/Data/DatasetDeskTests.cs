using System.Security.Cryptography;
using OpenLedger.Studio.Features.Data;
using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Features.Data.Sets;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Training.Datasets;

namespace OpenLedger.Studio.Tests.Data;

public sealed class DatasetDeskTests : IDisposable
{
    private const string Two = "{\"question\": \"a?\", \"answer\": \"b\"}\n{\"question\": \"c?\", \"answer\": \"d\"}\n";

    private readonly DataHouse _house = new DataHouse().Open();

    public void Dispose() => _house.Dispose();

    [Fact]
    public void BundledSets_AreThere_AndCannotBeChanged()
    {
        var me = _house.Person("vera");

        Assert.Equal([("starter", 200L), ("general", 400L)], _house.Sets.All(me).Select(set => (set.Id, set.Rows)));
        Assert.True(_house.Sets.Find(me, "starter") is { IsBundled: true, Shape: ExampleShape.Chat } starter && DatasetDesk.WhyNotTrainable(starter) is null && !DatasetDesk.MayChange(me, starter));
    }

    [Fact]
    public async Task Import_MakesASet_AndTakesTheUploadAway()
    {
        var me = _house.Person("vera");
        var upload = await _house.UploadAsync(me, "shop.csv", "question;answer\na?;b\nc?;\nd?;e;f\n"u8.ToArray());

        var job = await _house.FinishedAsync(me, upload);

        var set = _house.Sets.Find(me, job.DatasetId!)!;
        Assert.Equal(("My set", 1L, 2L, "shop.csv"), (set.Name, set.Rows, set.SetAside, set.Origin));
        Assert.Equal(1, set.Card!.ByKind[ProblemKind.EmptyAnswer]);
        Assert.Equal("""{"messages":[{"role":"user","content":"a?"},{"role":"assistant","content":"b"}]}""", _house.Examples.Read(me, set.Id, null, 0, 10).Items.Single().Content);
        await Eventually.True(() => _house.Imports.FileOf(me, upload) is null);
        var aside = _house.Get<SetAsideBook>().Read(set.Id, 0, 10);
        Assert.Equal([(3L, ProblemKind.EmptyAnswer), (4L, ProblemKind.Field)], aside.Select(row => (row.Row, row.Kind)));
    }

    [Fact]
    public async Task ImportWithoutAGoodRow_KeepsNothing_AndSaysWhy()
    {
        var me = _house.Person("vera");

        var job = await _house.FinishedAsync(me, await _house.UploadAsync(me, "a.jsonl", "{\"question\": \"a\", \"answer\": \" \"}\n"u8.ToArray()));

        Assert.Equal(ImportStage.Failed, job.Stage);
        Assert.Contains("No row", job.Problem!.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, _house.Read(context => context.Datasets.Count() + context.Examples.Count()));
        Assert.Empty(Directory.EnumerateDirectories(_house.Folder.Datasets));
    }

    [Fact]
    public async Task StoppedImport_LeavesNothingBehind()
    {
        var me = _house.Person("vera");
        var text = string.Concat(Enumerable.Range(0, 40_000).Select(number => $"{{\"question\": \"{number}?\", \"answer\": \"{number}\"}}\n"));
        var upload = await _house.UploadAsync(me, "a.jsonl", System.Text.Encoding.UTF8.GetBytes(text));
        var form = await _house.Imports.LookAsync(me, upload, FormCorrection.None, CancellationToken.None);
        var job = _house.Imports.Start(me, upload, form!, new ImportOptions(), "x", isRehearsal: false)!;
        await Eventually.True(() => job.Progress.Good > 0 || job.IsOver);

        await _house.Imports.DropAsync(me, upload);

        await Eventually.True(() => job.IsOver);
        Assert.Equal(ImportStage.Failed, job.Stage);
        Assert.Equal(0, _house.Read(context => context.Datasets.Count() + context.Examples.Count() + context.Uploads.Count()));
    }

    [Fact]
    public async Task ImportThatTheEndOfTheStudioCutShort_IsSweptAway()
    {
        var me = _house.Person("vera");
        var whole = await _house.ImportAsync(me, "a.jsonl", Two);
        var half = await _house.ImportAsync(me, "b.jsonl", Two);
        _house.Get<WriteQueue>().Write(context => context.Datasets.Single(row => row.Id == half.Id).Card = new DatasetCard { IsArriving = true }.Json());

        Assert.Null(_house.Sets.Find(me, half.Id));
        await _house.Get<DatasetRemoval>().SweepAsync(_ => false);

        Assert.Equal([whole.Id], _house.Read(context => context.Datasets.Select(row => row.Id).ToList()));
        Assert.Equal(2, _house.Read(context => context.Examples.Count()));
        Assert.Equal([whole.Id], Directory.EnumerateDirectories(_house.Folder.Datasets).Select(Path.GetFileName));
    }

    [Fact]
    public async Task OthersSets_DoNotExist_UntilTheyAreShared()
    {
        var (vera, ben, viewer, admin) = (_house.Person("vera"), _house.Person("ben"), _house.Person("kim", Roles.Viewer), _house.Person("ada", Roles.Admin));
        var set = await _house.ImportAsync(vera, "a.jsonl", Two);

        Assert.Null(_house.Sets.Find(ben, set.Id));
        Assert.Empty(_house.Examples.Read(ben, set.Id, null, 0, 10).Items);
        Assert.False(await _house.Sets.DeleteAsync(ben, set.Id));
        Assert.NotNull(_house.Sets.Find(admin, set.Id));

        Assert.True(await _house.Sets.ShareAsync(vera, set.Id, true));
        Assert.NotNull(_house.Sets.Find(viewer, set.Id));
        Assert.False(await _house.Sets.DescribeAsync(ben, set.Id, "mine", null, null));
        Assert.Equal(EditReceipt.NotThere, await _house.Examples.DeleteAsync(ben, set.Id, [1]));
        Assert.Null(await _house.Sets.CopyAsync(viewer, set.Id, "copy", CancellationToken.None));
        Assert.Equal(2, (await _house.Sets.CopyAsync(ben, set.Id, "copy", CancellationToken.None))!.Rows);
    }

    [Fact]
    public async Task Uploads_OfOthers_CannotBeImported()
    {
        var (vera, ben) = (_house.Person("vera"), _house.Person("ben"));
        var upload = await _house.UploadAsync(vera, "a.jsonl", "{\"text\": \"x\"}"u8.ToArray());

        Assert.Null(await _house.Imports.LookAsync(ben, upload, FormCorrection.None, CancellationToken.None));
        Assert.Null(_house.Imports.FileOf(ben, upload));
    }

    [Fact]
    public async Task Files_ThatAnnounceTenGigabytes_OrAreOfAnotherKind_AreRefusedAtOnce()
    {
        var me = _house.Person("vera");
        var uploads = _house.Get<Uploads>();

        Assert.NotNull((await uploads.BeginAsync(me.Id, ImportDesk.Purpose, "zeros.jsonl", 10_000_000_000)).Problem);
        Assert.NotNull((await uploads.BeginAsync(me.Id, ImportDesk.Purpose, "run.exe", 10)).Problem);
        Assert.Equal(0, _house.Read(context => context.Uploads.Count()));
    }

    [Fact]
    public async Task Snapshot_IsWhatTheTrainerReads_AndItsHash()
    {
        var me = _house.Person("vera");
        var set = await _house.ImportAsync(me, "a.jsonl", Two);
        using var folder = new TemporaryFolder();

        var facts = _house.Sets.WriteSnapshot(set.Id, folder.File("data.jsonl"), CancellationToken.None);

        var examples = ExampleReader.Read(folder.File("data.jsonl"), CancellationToken.None).ToList();
        Assert.Equal(["b", "d"], examples.Select(example => (string)example.Messages[1]!["content"]!));
        Assert.Equal(new SnapshotFacts(2, new FileInfo(folder.File("data.jsonl")).Length, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(folder.File("data.jsonl"))))), facts);
        Assert.Equal(200, _house.Sets.WriteSnapshot("starter", folder.File("starter.jsonl"), CancellationToken.None).Rows);
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public async Task PreferencePairs_SayWhyARunCannotUseThem_AndGiveTheirBetterAnswers()
    {
        var me = _house.Person("vera");
        var pairs = await _house.ImportAsync(me, "a.jsonl", "{\"prompt\": \"Why?\", \"chosen\": \"So.\", \"rejected\": \"No.\"}\n");

        Assert.Contains("not built yet", DatasetDesk.WhyNotTrainable(pairs)!.ToString(), StringComparison.Ordinal);
        var better = await _house.Sets.KeepBetterAsync(me, pairs.Id, "Better", CancellationToken.None);

        Assert.Null(DatasetDesk.WhyNotTrainable(better!));
        Assert.Equal("""{"messages":[{"role":"user","content":"Why?"},{"role":"assistant","content":"So."}]}""", _house.Examples.Read(me, better!.Id, null, 0, 1).Items[0].Content);
    }

    [Fact]
    public async Task Trash_GivesBack_OrRemovesForGood()
    {
        var me = _house.Person("vera");
        var set = await _house.ImportAsync(me, "a.jsonl", Two);
        var trash = _house.Get<ITrashKeeper>();
        Assert.True(Assert.Single(_house.Get<IStorageTenant>().All(CancellationToken.None)).Bytes > 100);

        Assert.True(await _house.Sets.DeleteAsync(me, set.Id));
        Assert.Null(_house.Sets.Find(me, set.Id));
        Assert.Equal(set.Id, Assert.Single(trash.All()).Id);
        Assert.Empty(_house.Get<IStorageTenant>().All(CancellationToken.None));

        await trash.RestoreAsync(set.Id, CancellationToken.None);
        Assert.Equal(2, _house.Sets.Find(me, set.Id)!.Rows);
        await trash.RemoveAsync(set.Id, CancellationToken.None);
        Assert.NotNull(_house.Sets.Find(me, set.Id));

        await _house.Sets.DeleteAsync(me, set.Id);
        await trash.RemoveAsync(set.Id, CancellationToken.None);
        Assert.Equal(0, _house.Read(context => context.Datasets.Count() + context.Examples.Count() + context.ExampleEdits.Count()));
    }

    [Fact]
    public async Task Rehearsal_IsMadeOfAModelsOwnAnswers()
    {
        var me = _house.Person("vera");
        var desk = _house.Get<RehearsalDesk>();
        Assert.True(RehearsalDesk.GeneralQuestions.Count >= 100);

        var job = desk.Begin(me, "SmolLM2", "/models/smol", RehearsalDesk.GeneralQuestions, "What SmolLM2 knows")!;
        await Eventually.True(() => job.IsOver);

        Assert.Null(job.Problem);
        var set = desk.All(me).Single(set => !set.IsBundled);
        Assert.Equal((RehearsalDesk.GeneralQuestions.Count, true, "What SmolLM2 knows"), ((int)set.Rows, set.IsRehearsal, set.Name));
    }

    [Fact]
    public async Task Rehearsal_OfAModelThatCannotAnswer_SaysWhy()
    {
        var me = _house.Person("vera");
        var desk = _house.Get<RehearsalDesk>();
        _house.Answers.Problem = "no weights";
        var job = desk.Begin(me, "m", "/m", ["a", "b"], "x")!;
        await Eventually.True(() => job.IsOver);
        Assert.Contains("no weights", job.Problem!.ToString(), StringComparison.Ordinal);

        (_house.Answers.Problem, _house.Answers.Answer) = (null, _ => "");
        var silent = desk.Begin(me, "m", "/m", ["a", "b"], "x")!;
        await Eventually.True(() => silent.IsOver);
        Assert.Contains("answered only 0", silent.Problem!.ToString(), StringComparison.Ordinal);
        Assert.Single(desk.All(me));
    }
}
