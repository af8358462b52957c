using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Gates;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Data;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Documents;
using OpenLedger.Studio.Features.Datanets.Import;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Tests.Data;

namespace OpenLedger.Studio.Tests.Datanets.BadInput;

/// <summary>
/// Three hundred bad files are brought to a Datanet through its one door: none ends the studio, none leaves half of anything behind, each
/// is told what is wrong and what to do, and its good rows go on. Every sixth by default; all of them, and changed at random for a while
/// more, with <c>OPENLEDGER_LONG=1</c>.
/// </summary>
public sealed class BadInputTests : IDisposable
{
    private const int Every = 6;
    private const int Rounds = 5;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Fuzzing = TimeSpan.FromMinutes(int.Parse(Environment.GetEnvironmentVariable("OPENLEDGER_FUZZ_MINUTES") ?? "5", System.Globalization.CultureInfo.InvariantCulture));

    private readonly ServiceProvider _services;
    private readonly DataHouse _house;
    private readonly CurrentAccount _me;
    private readonly Dictionary<EntryKind, Datanet> _datanets = [];

    public BadInputTests()
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
    public async Task BadFiles_AreNamedRowByRow_AndTheirGoodRowsGoOn()
    {
        Assert.Equal(BadFiles.Count, BadFiles.All.Count);
        var faults = new List<string>();
        foreach (var file in BadFiles.All.Where((_, number) => LongRun.Chosen || number % Every == 0))
        {
            try
            {
                await TakeAsync(file, faults);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                faults.Add($"{file.Name}: {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}");
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task BadFiles_ChangedAtRandom_EndInASentence()
    {
        var (random, watch, faults, rounds) = (new Random(20261126), Stopwatch.StartNew(), new List<string>(), 0);
        while (faults.Count == 0 && (LongRun.Chosen ? watch.Elapsed < Fuzzing : rounds < Rounds))
        {
            rounds++;
            var file = BadFiles.All[random.Next(BadFiles.All.Count)];
            await TakeAsync(new BadFile(file.Name, BadFiles.Flipped(file.Bytes, random)) { Kind = file.Kind }, faults);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{rounds} files were changed at random.");
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>A file without a byte of content, which says that it has ten gigabytes.</summary>
    [Fact]
    public async Task TenGigabytes_AreRefused_BeforeAByteIsRead()
    {
        var begun = await _house.Get<Uploads>().BeginAsync(_me.Id, EntryImportDesk.Purpose, "huge.jsonl", 10L << 30);
        using var folder = new TemporaryFolder();
        var path = folder.File("huge");
        await using (var sparse = File.Create(path))
        {
            sparse.SetLength(10L << 30);
        }

        var watch = Stopwatch.StartNew();
        var document = DocumentText.Read(path, "huge.txt", CancellationToken.None);
        var rows = _house.Get<ExampleFileDesk>().Read(path, "huge.csv", 100, _ => { }, CancellationToken.None);

        Assert.Equal(UploadOutcome.TooLong, begun.Outcome);
        Assert.Contains("at most", begun.Problem!.Text, StringComparison.Ordinal);
        Assert.True(Advice.IsIn(document.Problem!.ToString()), document.Problem.ToString());
        Assert.True(Advice.IsIn(rows.Stopped!.ToString()), rows.Stopped.ToString());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"It took {watch.Elapsed}.");
    }

    private async Task TakeAsync(BadFile file, List<string> faults)
    {
        var (datanet, before, watch) = (await DatanetOfAsync(file.Kind), Kept(), Stopwatch.StartNew());
        var desk = _house.Get<EntryImportDesk>();
        var upload = await _house.UploadAsync(_me, EntryImportDesk.Purpose, file.Name, file.Bytes);
        var import = desk.Open(_me, datanet, upload)!;
        await Eventually.True(() => !import.IsBusy);
        void Fault(string what) => faults.Add($"{file.Name}: {what} · {Told(import)}");

        if (watch.Elapsed > Longest)
        {
            Fault($"took {watch.Elapsed}");
        }

        if (Kept() != before)
        {
            Fault("was kept before anybody handed it in");
        }

        foreach (var complaint in Complaints(file, import))
        {
            Fault(complaint);
        }

        var wanted = import.Entries.Count(entry => entry.IsWanted);
        if (import.Stage == EntryImportStage.Checked && wanted > 0)
        {
            desk.HandIn(_me, import, "Knots", DatanetsHouse.Licence);
            await Eventually.True(() => !import.IsBusy);
            if (import.Stage != EntryImportStage.Done || import.HandedIn + import.KeptAsDrafts != wanted || Kept() != before + wanted)
            {
                Fault($"{wanted} of its rows were good, {import.HandedIn} handed in, {import.KeptAsDrafts} kept as drafts, {Kept() - before} in the store; {import.Waits}");
            }
        }

        await desk.DropAsync(_me, upload);
    }

    private static IEnumerable<string> Complaints(BadFile file, EntryImport import)
    {
        if (import.File.FileName != file.Name)
        {
            yield return "the file is not named";
        }

        if (import.Problem is { } problem && (problem.Text.StartsWith("The file could not be read (", StringComparison.Ordinal) || !Advice.IsIn(problem.ToString())))
        {
            yield return "its problem says not what to do";
        }

        foreach (var row in import.Problems.Where(row => row.Row < 1 || !Advice.IsIn(row.Message.ToString())))
        {
            yield return $"row {row.Row}, {row.Field}: \"{row.Message}\" says not what to do";
        }

        foreach (var finding in import.Entries.SelectMany(entry => entry.Findings).Where(finding => finding.Severity == Severity.Block && !Advice.IsIn(finding.NextStep.English)))
        {
            yield return $"{finding.Rule} says not what to do";
        }

        // Changed at random, what was a script can become a text.
        if (file.Good is not null && import.Entries.Any(entry => entry.Content.Parts.Any(part => part.Text.Contains(BadPages.Script, StringComparison.Ordinal))))
        {
            yield return "a script came through";
        }

        var good = import.Entries.Count(entry => !entry.IsBlocked);
        if (file.Good is { } expected && good != expected)
        {
            yield return $"{good} rows go on, not {expected}";
        }

        if (file.Says is { Length: > 0 } says && !Said(import).Any(said => said.Text.Contains(says, StringComparison.OrdinalIgnoreCase)
            && (file.Row is null || said.Row == file.Row) && (file.Field is null || said.Field == file.Field)))
        {
            yield return $"nothing says \"{says}\" of row {file.Row}, {file.Field}";
        }
    }

    /// <summary>All that is said of a file: of the whole, of its rows, and by the gates.</summary>
    private static IEnumerable<(long? Row, string? Field, string Text)> Said(EntryImport import) =>
    [
        .. import.Problem is { } problem ? new (long?, string?, string)[] { (null, null, problem.ToString()) } : [],
        .. import.Problems.Select(row => ((long?)row.Row, row.Field, row.Message.ToString())),
        .. import.Entries.SelectMany(entry => entry.Findings.Where(finding => finding.Severity == Severity.Block).Select(finding => ((long?)entry.Row, finding.Field, finding.Cause.English))),
    ];

    private static string Told(EntryImport import) => $"{import.Stage}, {import.Entries.Count} entries: {string.Join(" | ", Said(import).Take(6).Select(said => $"{said.Row}/{said.Field}: {said.Text[..Math.Min(160, said.Text.Length)]}"))}";

    private int Kept() => _house.Read(context => context.Entries.Count());

    private async Task<Datanet> DatanetOfAsync(EntryKind kind)
    {
        if (!_datanets.TryGetValue(kind, out var datanet))
        {
            var form = DatanetsHouse.Form();
            form.Kind = kind;
            var (id, problems) = await _house.Get<DatanetDesk>().CreateAsync(_me, form);
            Assert.Empty(problems);
            _datanets[kind] = datanet = _house.Get<DatanetDesk>().Find(_me, id!)!;
        }

        return datanet;
    }
}
