using System.IO.Compression;
using OpenLedger.Studio.Features.Data;
using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Features.Data.Sets;
using OpenLedger.Studio.Features.Datanets.Releases;
using OpenLedger.Studio.Features.Models;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Tests.Models;

/// <summary>Runs from the form over the desk to the file that is taken away, with a trainer's files made by hand: what its card says.</summary>
public sealed class AdapterFactsTests : IDisposable
{
    private readonly ModelsHouse _house = new();

    public void Dispose() => _house.Dispose();

    private string Folder(RunId id) => Path.Combine(_house.Data.Runs, id.Value);

    [Fact]
    public async Task Card_NamesTheSetsOfTheRun_AndTheirLicences_AsTheyWereThen()
    {
        var (id, birds) = await TrainAsync();
        await _house.Get<DatasetDesk>().DescribeAsync(_house.Trainer, birds.Id, "Other birds", "MIT", null);

        var text = Readme(_house.Adapters.Find(_house.Trainer, id.Value)!);

        Assert.Contains("| Birds of the bay | 2 | CC-BY-4.0 |", text, StringComparison.Ordinal);
        Assert.Contains("| What it knew (rehearsal, so that nothing is forgotten) | 0.5 to one new example | CC0-1.0 |", text, StringComparison.Ordinal);
        Assert.DoesNotContain("data-1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("not stated |", text, StringComparison.Ordinal);
        await _house.Get<DatasetDesk>().DeleteAsync(_house.Trainer, birds.Id);
        Assert.Contains("| Birds of the bay | 2 | CC-BY-4.0 |", Readme(_house.Adapters.Find(_house.Trainer, id.Value)!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Card_OfARunThatWroteNoSetsDown_NamesThemByWhatWasChosen()
    {
        var (id, _) = await TrainAsync();
        File.Delete(Path.Combine(Folder(id), DataPin.FileName));

        var text = Readme(_house.Adapters.Find(_house.Trainer, id.Value)!);

        Assert.Contains("| Birds of the bay | 2 | CC-BY-4.0 |", text, StringComparison.Ordinal);
        Assert.Contains("| What it knew (rehearsal", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Card_NamesReleasesBesideSets_WithTheirLicences()
    {
        var (id, _) = await TrainAsync(recipe => recipe with { Data = [.. recipe.Data, new DataSource("data-2.jsonl", 3)] });
        var pin = new ReleasePin("r1", "d1", "Boats", "1.2.0", "aa", "bb", "messages", "train", "7", ["CC-BY-SA-4.0"], 12, "cc") { File = "data-2.jsonl", Weight = 3 };
        File.WriteAllText(Path.Combine(Folder(id), ReleasePin.FileName), ReleasePin.Text([pin]));

        var text = Readme(_house.Adapters.Find(_house.Trainer, id.Value)!);

        Assert.Contains("| Birds of the bay | 2 | CC-BY-4.0 |", text, StringComparison.Ordinal);
        Assert.Contains("| Boats 1.2.0 | 3 | CC-BY-SA-4.0 |", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StateOfAStep_HasTheFiguresOfThatStep()
    {
        var (id, _) = await TrainAsync();
        var facts = _house.Get<AdapterFactsDesk>();

        var chosen = facts.AtStep(_house.Adapters.Find(_house.Trainer, id.Value)!, 40)!;
        var text = Readme(chosen);

        Assert.Equal("Birds, step 40", chosen.Name);
        IsOfStep40(text);
        Assert.Contains("| loss on held-out examples (lower is better) | 2.500 | 0.750 |", Readme(_house.Adapters.Find(_house.Trainer, id.Value)!), StringComparison.Ordinal);
        Assert.Null(facts.AtStep(chosen, 41));
    }

    [Fact]
    public async Task StateThatWasKept_SaysItsRun_AlsoWhenThatIsGone()
    {
        var (id, _) = await TrainAsync();
        await _house.Get<RunKeeping>().KeepAsync(id, 40, _house.Trainer);

        await _house.Get<RunDesk>().DeleteAsync(id, _house.Trainer);
        Directory.Delete(Folder(id), recursive: true);

        var kept = Assert.Single(_house.Adapters.OfModel(_house.Trainer, "nano-llama"));
        Assert.Equal((AdapterOrigin.Kept, 40, id.Value), (kept.Origin, kept.Step, kept.RunId));
        var text = Readme(kept);
        IsOfStep40(text);
        Assert.DoesNotContain("made elsewhere", text, StringComparison.Ordinal);
    }

    private static void IsOfStep40(string text)
    {
        Assert.Contains("after step 40 of 120", text, StringComparison.Ordinal);
        Assert.Contains("| loss on held-out examples (lower is better) | 2.500 | 1.250 |", text, StringComparison.Ordinal);
        Assert.Contains("\n40 steps. All settings", text, StringComparison.Ordinal);
        Assert.Contains("- **Which bird is it?**\n  - before: I do not know.\n  - after: A duck.", text, StringComparison.Ordinal);
        Assert.Contains("| Birds of the bay | 2 | CC-BY-4.0 |", text, StringComparison.Ordinal);
        Assert.Contains("| `r` | 16 |", text, StringComparison.Ordinal);
        Assert.DoesNotContain("34 of 40", text, StringComparison.Ordinal);
        Assert.DoesNotContain("A gull.", text, StringComparison.Ordinal);
    }

    /// <summary>The card in the file that is taken away.</summary>
    private string Readme(StudioAdapter adapter)
    {
        using var file = AdapterPackage.Make(_house.Get<AdapterFactsDesk>().Of(_house.Trainer, adapter)!, TestContext.Current.CancellationToken);
        using var zip = new ZipArchive(file);
        using var reader = new StreamReader(zip.GetEntry("README.md")!.Open());
        return reader.ReadToEnd();
    }

    /// <summary>A run over two sets of the trainer's own, started as the page does it; then what a trainer leaves behind.</summary>
    private async Task<(RunId Id, Dataset Birds)> TrainAsync(Func<TrainingRecipe, TrainingRecipe>? change = null)
    {
        var (sets, options) = (_house.Get<DatasetDesk>(), _house.Get<DataOptions>());
        const string Row = """{"messages":[{"role":"user","content":"Which bird is it?"},{"role":"assistant","content":"A gull."}]}""";
        var birds = (await sets.CreateAsync(_house.Trainer, "Birds of the bay", ExampleShape.Chat, [Row, Row]))!;
        var general = (await sets.CreateAsync(_house.Trainer, "What it knew", ExampleShape.Chat, [Row], isRehearsal: true))!;
        await sets.DescribeAsync(_house.Trainer, birds.Id, birds.Name, "CC-BY-4.0", null);
        await sets.DescribeAsync(_house.Trainer, general.Id, general.Name, "CC0-1.0", null);
        var draft = new RunDraft { Model = "nano-llama", Data = [new DataPick(birds.Id, 2)], Rehearsal = general.Id };
        var situation = RunForm.SituationOf(draft, _house.Desk.All(), options.All(_house.Trainer));
        var wish = new RunWish("Birds", "nano-llama", 2, situation.Recipe)
        {
            Pin = folder => change?.Invoke(options.Pin(situation, folder)) ?? options.Pin(situation, folder),
        };
        var receipt = await _house.Get<RunDesk>().StartAsync(wish, _house.Trainer);
        Assert.True(receipt.Id is not null, receipt.Problem?.ToString());
        var id = receipt.Id.Value;

        MadeAdapter.Write(Folder(id), _house.Desk.Find("nano-llama")!.Folder);
        MadeAdapter.Write(Path.Combine(Folder(id), "checkpoints", "step-40"), _house.Desk.Find("nano-llama")!.Folder);
        File.WriteAllLines(Path.Combine(Folder(id), "metrics.jsonl"), ["""{"step":39,"loss":2}""", """{"step":40,"loss":2,"eval_loss":1.25}""", """{"step":80,"loss":1,"eval_loss":0.75}"""]);
        File.WriteAllLines(Path.Combine(Folder(id), "samples.jsonl"),
        [
            """{"step":0,"result":false,"answers":[{"kind":"new","question":"Which bird is it?","answer":"I do not know."}]}""",
            """{"step":40,"result":false,"answers":[{"kind":"new","question":"Which bird is it?","answer":"A duck."}]}""",
            """{"step":80,"result":true,"answers":[{"kind":"new","question":"Which bird is it?","answer":"A gull."}]}""",
        ]);
        await _house.Get<RunBook>().UpdateAsync(id, card => card with
        {
            State = RunState.Finished, Step = 120, TotalSteps = 120, Seconds = 90, BestHeldOutLoss = 0.75,
            Before = new RunScores(1, 40, 93, 93, 2.5), After = new RunScores(34, 40, 90, 93, 0.75),
        });
        return (id, birds);
    }
}
