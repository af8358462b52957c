using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using OpenLedger.Studio.Controls;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Tests.Controls;

/// <summary>What the training library says of values that are wrong, in German.</summary>
public sealed class LibraryTextsTests : IDisposable
{
    private static readonly string[] Wrong =
    [
        "", "abc", "-1", "1e99", "3.5", "null", "maybe", "[]", "{}", "[\"\"]", "{\"a\": \"b\"}", "{\"a\": -9999999}", "[1, \"x\"]", "[{\"weight\": 1}]", "[{\"path\": \"a\", \"weihgt\": 1}]", "[{\"path\": \"a\", \"weight\": \"b\"}]",
        "[{\"path\": \"a\", \"weight\": -4}]", "[{\"path\": \"a\", \"zzzzzzzz\": 1}]", "[null]", "[3]", "\"", "{", "cosin", "\"text\"", "a\0b", " ", new string('x', 5000),
    ];

    // Words of the library's English that no value, name or German has in it.
    private static readonly string[] English = [" must ", " but ", "holds", " is ", "needs", "missing", "number", "Did you", " or ", "cannot"];

    private readonly CultureInfo _before = CultureInfo.CurrentUICulture;
    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
    private readonly IStringLocalizer<Words> _words;

    public LibraryTextsTests()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("de");
        _words = _services.GetRequiredService<IStringLocalizer<Words>>();
    }

    public void Dispose()
    {
        CultureInfo.CurrentUICulture = _before;
        _services.Dispose();
    }

    [Fact]
    public void EveryForm_HasItsGerman() => Assert.DoesNotContain(LibraryTexts.Forms.Concat(LibraryTexts.Parts), form => _words[form].ResourceNotFound);

    [Fact]
    public void EveryKnob_RefusesInGerman()
    {
        var (told, english) = (0, new List<string>());
        foreach (var knob in Knobs.All)
        {
            foreach (var text in Wrong)
            {
                var reading = knob.Parse(text);
                if ((reading.Problem ?? knob.Check(reading.Value)) is not { } problem || problem.Contains("JSON", StringComparison.Ordinal) || problem.StartsWith("cannot be used", StringComparison.Ordinal))
                {
                    // Of broken JSON and expressions the inner reason is that of a parser, and stays.
                    continue;
                }

                told++;
                var german = LibraryTexts.In(problem, _words);
                if (german == problem || English.Any(word => german.Contains(word, StringComparison.Ordinal)))
                {
                    english.Add($"{knob.Name}: {problem} -> {german}");
                }
            }
        }

        Assert.Empty(english);
        Assert.True(told > 200, $"only {told} refusals");
    }

    [Fact]
    public void ValuesThatDoNotGoTogether_AreToldInGerman()
    {
        var recipe = new TrainingRecipe { WarmupSteps = 3.5, EarlyStoppingPatience = 2, EvalShare = 0, LrSchedulerType = "polynomial", LearningRate = 1e-8, LayersToTransform = [1], LayersPattern = ["["] };

        var problems = recipe.Problems().Concat(new TrainingRecipe { LayersPattern = ["layers"] }.Problems()).ToList();

        Assert.True(problems.Count >= 6);
        Assert.All(problems, problem => Assert.NotEqual(problem.Message, LibraryTexts.In(problem.Message, _words)));
        Assert.Equal("ist 3.5, muss aber eine ganze Zahl von Schritten sein, oder unter 1 für einen Anteil an allen.", LibraryTexts.In(problems.Single(problem => problem.Name == "warmup_steps").Message, _words));
        Assert.Equal("something else", LibraryTexts.In("something else", _words));
    }
}
