using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Tests.Runs;

public sealed class RunComparisonTests : IAsyncLifetime
{
    private readonly RunsHouse _house = new((_, _, _) => RunsHouse.Outcome);
    private readonly BunitContext _context = new();

    public ValueTask InitializeAsync()
    {
        RunPageTests.Serve(_context, _house, _house.Me);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        _house.Dispose();
    }

    [Fact]
    public void Differences_AreOnlyWhatDiffers_AndPathsAreNames()
    {
        var one = new TrainingRecipe { Model = "/models/nano-llama", Data = [new DataSource("/data/a.jsonl")], R = 8, LearningRate = 3e-3 };
        var other = one with { R = 16, Data = [new DataSource("/data/b.jsonl")] };

        var differences = RunComparison.Differences([one, other, null]);

        Assert.Equal(["8", "16", null], differences.Single(difference => difference.Knob == Knobs.R).Values);
        Assert.Equal(["a.jsonl", "b.jsonl", null], differences.Single(difference => difference.Knob == Knobs.Data).Values);
        Assert.Equal([Knobs.Data, Knobs.R], RunComparison.Differences([one, other]).Select(difference => difference.Knob).OrderBy(knob => knob.Name));
        Assert.Empty(RunComparison.Differences([one, one with { }]));
    }

    [Fact]
    public void Rows_LieOverEachOther_ByStep()
    {
        RunMetric[] one = [new(1, 4, null, null), new(2, 3, 3.5, null)];
        RunMetric[] other = [new(2, 2, null, null), new(4, 1, 1.5, null)];

        var rows = RunComparison.Rows([one, other]);

        Assert.Equal([1, 2, 4], rows.Select(row => row.Step));
        Assert.Equal([3, 3.5f, 2, float.NaN], rows[1].Values);
        Assert.Equal([float.NaN, float.NaN, 1, 1.5f], rows[2].Values);
    }

    [Fact]
    public void Questions_AreThoseOfAllRuns()
    {
        RunSample[] one = [new(0, false, [new("new", "a", "old")]), new(5, true, [new("new", "a", "yes", null, true)])];
        RunSample[] other = [new(3, false, [new("new", "b", "no")])];

        var questions = RunComparison.Questions([one, other, []]);

        Assert.Equal(["a", "b"], questions.Select(question => question.Question));
        Assert.Equal(["yes", null, null], questions[0].Answers.Select(answer => answer?.Answer));
    }

    [Fact]
    public void ComparePage_LaysRunsSideBySide_AndAsksWhereThereIsOne()
    {
        RunId[] ids = [_house.Wish("one"), _house.Wish("two")];
        foreach (var id in ids)
        {
            File.WriteAllText(_house.Folders.FileOf(id, "metrics.jsonl"), "{\"step\":1,\"loss\":4}\n{\"step\":2,\"loss\":3,\"eval_loss\":3.5}\n");
            _house.Train(id);
        }

        _context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/runs/compare?ids={ids[0]},{ids[1]},../../etc,{ids[0]}");
        var page = _context.Render<ComparePage>();

        page.WaitForAssertion(() => Assert.Contains("up to step 2", page.Find(".chart[role=img]").GetAttribute("aria-label"), StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        Assert.Equal(["one", "two"], page.FindAll("thead th a").Select(link => link.TextContent));
        Assert.Contains("34 of 40", page.Markup, StringComparison.Ordinal);
        Assert.Contains("None: these runs", page.Markup, StringComparison.Ordinal);

        Assert.Contains("0.500", page.Markup, StringComparison.Ordinal);
        using (Speaking.German())
        {
            Assert.Contains("0,500", _context.Render<ComparePage>().Markup, StringComparison.Ordinal);
        }

        _context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/runs/compare?ids={ids[0]}");
        var choice = _context.Render<ComparePage>();
        Assert.Equal(2, choice.FindAll("input[type=checkbox]").Count);
    }
}
