using System.IO.Compression;
using System.Text.Json.Nodes;
using OpenLedger.Studio.Features.Models;
using OpenLedger.Training;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Tests.Models;

/// <summary>What a person takes away, and that it comes back.</summary>
public sealed class AdapterPackageTests : IDisposable
{
    private readonly TemporaryFolder _outside = new();
    private readonly ModelsHouse _house = new();

    public void Dispose()
    {
        _house.Dispose();
        _outside.Dispose();
    }

    [Fact]
    public void ZipFile_HoldsWhatPeftLoads_TheCardAndTheRecipe_AndNoPathOfThisComputer()
    {
        using var file = AdapterPackage.Make(Facts(), TestContext.Current.CancellationToken);
        using var zip = new ZipArchive(file);

        Assert.Equal(["adapter_config.json", "adapter_model.safetensors", "README.md", "recipe.json"], zip.Entries.Select(entry => entry.FullName));
        Assert.Equal("nano-llama", (string)JsonNode.Parse(Text(zip, "adapter_config.json"))!["base_model_name_or_path"]!);
        var recipe = JsonNode.Parse(Text(zip, "recipe.json"))!;
        Assert.Equal(("nano-llama", "birds.jsonl"), ((string)recipe["model"]!, (string)recipe["data"]![0]!["path"]!));
        foreach (var name in new[] { "adapter_config.json", "README.md", "recipe.json" })
        {
            Assert.DoesNotContain(_outside.Path, Text(zip, name), StringComparison.Ordinal);
            Assert.DoesNotContain("/secret/", Text(zip, name), StringComparison.Ordinal);
        }

        using var weights = zip.GetEntry("adapter_model.safetensors")!.Open();
        var bytes = new MemoryStream();
        weights.CopyTo(bytes);
        Assert.Equal(File.ReadAllBytes(_outside.File("run/adapter_model.safetensors")), bytes.ToArray());
    }

    [Fact]
    public void Card_SaysTheFacts()
    {
        var text = AdapterReadme.Write(Facts());

        Assert.StartsWith("---\nlibrary_name: peft\npipeline_tag: text-generation\nbase_model: \"nano-llama\"\nlicense: \"mit\"\n", text, StringComparison.Ordinal);
        Assert.Contains("| right answers about what was taught (new) | 1 of 40 | 34 of 40 |", text, StringComparison.Ordinal);
        Assert.Contains("| general questions that the base model answers right (kept) | 93 of 93 | 90 of 93 |", text, StringComparison.Ordinal);
        Assert.Contains("| loss on held-out examples (lower is better) | 2.500 | 0.750 |", text, StringComparison.Ordinal);
        Assert.Contains("| birds.jsonl | 2 | CC-BY-4.0 |", text, StringComparison.Ordinal);
        Assert.Contains("general-rehearsal.jsonl (rehearsal, so that nothing is forgotten)", text, StringComparison.Ordinal);
        Assert.Contains("| `r` | 4 |", text, StringComparison.Ordinal);
        Assert.Contains("120 steps in 0:01:30", text, StringComparison.Ordinal);
        Assert.Contains("- **Which bird is it?**\n  - before: I do not know.\n  - after: A gull.", text, StringComparison.Ordinal);
        Assert.Contains("PeftModel.from_pretrained", text, StringComparison.Ordinal);
        Assert.Contains("Base model: MIT.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Card_SaysNothingThatIsNotKnown()
    {
        var facts = Facts();
        var text = AdapterReadme.Write(new AdapterFacts(facts.Adapter with { Origin = AdapterOrigin.Imported }, facts.Model with { Licence = null }));

        Assert.DoesNotContain("## What it learned", text, StringComparison.Ordinal);
        Assert.DoesNotContain("## Data", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\nlicense:", text, StringComparison.Ordinal);
        Assert.Contains("not stated in its files", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Card_TakesForeignTextsAsText()
    {
        var facts = Facts();
        var text = AdapterReadme.Write(facts with
        {
            Adapter = facts.Adapter with { Name = "# <script>alert(1)</script>\n---\nlicense: evil" },
            Model = facts.Model with { HubName = "a\"b\nlicense: evil" },
            Questions = [new QuestionAnswers("new", "[click](javascript:alert(1))", "a|b", false, "![x](http://evil.example)\u202E", true)],
        });

        Assert.DoesNotContain("<script>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[click]", text, StringComparison.Ordinal);
        Assert.DoesNotContain("![x]", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202E", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\nlicense: evil", text, StringComparison.Ordinal);
        Assert.Contains("base_model: \"a\\\"b\\nlicense: evil\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsTakenAway_IsImportedAgain_BitForBit()
    {
        using var file = AdapterPackage.Make(Facts(), TestContext.Current.CancellationToken);
        var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, TestContext.Current.CancellationToken);

        var arrival = await _house.ArriveAsync(bytes.ToArray(), name: "birds.zip", modelId: "nano-llama");
        Assert.Equal(ArrivalStage.Ready, arrival.Stage);
        Assert.Empty(arrival.Findings!.LeftOut);
        var id = (await _house.Arrivals.AcceptAsync(_house.Trainer, arrival.Id, "Back again", null)).Id!;

        Assert.Equal(
            File.ReadAllBytes(_outside.File("run/adapter_model.safetensors")),
            File.ReadAllBytes(Path.Combine(_house.Adapters.Find(_house.Trainer, id)!.Folder, "adapter_model.safetensors")));
    }

    [Fact]
    public void DamagedAdapter_IsNotGivenOut()
    {
        var facts = Facts();
        File.WriteAllText(_outside.File("run/adapter_model.safetensors"), "cut");

        Assert.Throws<TrainingException>(() => AdapterPackage.Make(facts, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void TemplateThatTheStudioGaveTheModel_GoesAlong()
    {
        using var file = AdapterPackage.Make(Facts() with { Template = "{{ messages }}" }, TestContext.Current.CancellationToken);
        using var zip = new ZipArchive(file);

        Assert.Equal("{{ messages }}", Text(zip, "chat_template.jinja"));
        Assert.Contains("chat_template.jinja", Text(zip, "README.md"), StringComparison.Ordinal);
    }

    private static string Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    private AdapterFacts Facts()
    {
        var model = _house.Desk.Find("nano-llama")!;
        if (!Directory.Exists(_outside.File("run")))
        {
            MadeAdapter.Write(_outside.File("run"), model.Folder);
        }

        var recipe = new TrainingRecipe { Model = model.Folder, Data = [new DataSource("/secret/birds.jsonl", 2)], RehearsalData = "/secret/general-rehearsal.jsonl", R = 4 };
        return new AdapterFacts(new StudioAdapter("20261125-030000-abcd", "Birds", model.Id, _outside.File("run")) { Origin = AdapterOrigin.Run, CreatedAt = _house.Clock.GetUtcNow() }, model)
        {
            Recipe = recipe,
            Data = [new AdapterData("birds.jsonl", 2, "CC-BY-4.0")],
            Rehearsal = new AdapterData("general-rehearsal.jsonl", 0.5, null),
            Examples = 200,
            Steps = 120,
            Seconds = 90,
            HeldOutBefore = 2.5,
            HeldOutAfter = 0.75,
            Before = new RunScores(1, 40, 93, 93, 2.5),
            After = new RunScores(34, 40, 90, 93, 0.75),
            Questions = [new QuestionAnswers("new", "Which bird is it?", "I do not know.", false, "A gull.", true)],
        };
    }
}
