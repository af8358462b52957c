using System.Globalization;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Training.Tests.Recipes;

public class KnobTests
{
    public static TheoryData<string> Names => [.. Knobs.All.Select(knob => knob.Name)];

    // Data is a list that a recipe must give; what is open has no text.
    public static TheoryData<string> NamesWithADefault =>
        [.. Knobs.All.Where(knob => knob != Knobs.Data && knob.Format(knob.DefaultValue).Length > 0).Select(knob => knob.Name)];

    [Fact]
    public void Knobs_AndProperties_AreTheSame()
    {
        var properties = typeof(TrainingRecipe).GetProperties().Where(property => property.SetMethod is not null).Select(property => property.Name).Order();

        Assert.Equal(properties, Knobs.All.Select(knob => knob.Property).Order());
        Assert.Equal(Knobs.All.Count, Knobs.All.Select(knob => knob.Title).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Knob_OfEachName_IsWholeInWordsAndRange(string name)
    {
        var knob = Knobs.Find(name)!;

        Assert.All((string[])[knob.Title, knob.Technical, knob.Help, knob.Accepts], words => Assert.True(words.Length > 3 || words == "seed"));
        Assert.EndsWith(".", knob.Help, StringComparison.Ordinal);
        Assert.Null(knob.Check(knob.DefaultValue));
        Assert.Equal(knob.Get(new TrainingRecipe()), typeof(TrainingRecipe).GetProperty(knob.Property)!.GetValue(new TrainingRecipe()));
        Assert.True(knob.MayBeOpen || knob.DefaultValue is not null);
        Assert.Equal(knob.Range is not null && name is not ("seed" or "max_steps"), knob.Range is { HasSlider: true });
        if (knob.Range is { HasSlider: true } range)
        {
            var stops = range.Stops();
            Assert.InRange(stops.Count, 2, 1_001);
            Assert.Equal(stops.Order().Distinct(), stops);
            Assert.InRange(stops[0], range.Minimum, range.SliderMinimum + range.Step);
            Assert.True(stops[^1] <= range.SliderMaximum && range.SliderMaximum <= range.Maximum);
        }
    }

    [Theory]
    [MemberData(nameof(NamesWithADefault))]
    public void Parse_OfAFormattedValue_GivesItBack(string name)
    {
        var knob = Knobs.Find(name)!;

        var reading = knob.Parse(knob.Format(knob.DefaultValue));

        Assert.Null(reading.Problem);
        Assert.Equal(new TrainingRecipe(), knob.With(new TrainingRecipe(), reading.Value));
    }

    [Theory]
    [InlineData("learning_rate", "2e-4", 2e-4)]
    [InlineData("learning_rate", " 0.0002 ", 2e-4)]
    [InlineData("r", "16", 16)]
    [InlineData("r", "1e2", 100)]
    [InlineData("max_steps", "-1", -1)]
    [InlineData("seed", "9007199254740991", 9007199254740991L)]
    [InlineData("packing", "yes", true)]
    [InlineData("packing", "False", false)]
    [InlineData("bf16", "", null)]
    [InlineData("bf16", "auto", null)]
    [InlineData("bf16", "true", true)]
    [InlineData("lr_scheduler_type", "linear", "linear")]
    [InlineData("model", "[odd] name", "[odd] name")]
    public void Parse_OfAText_GivesTheValue(string name, string text, object? value) =>
        Assert.Equal(new KnobReading(value, null), Knobs.Find(name)!.Parse(text));

    [Theory]
    [InlineData("learning_rate", "3", "is 3, but must be a number from 1e-9 to 1.")]
    [InlineData("learning_rate", "0,0002", "is \"0,0002\", but must be a number from 1e-9 to 1.")]
    [InlineData("learning_rate", "NaN", "is \"NaN\", but must be a number from 1e-9 to 1.")]
    [InlineData("r", "1.5", "is 1.5, but must be a whole number from 1 to 1024.")]
    [InlineData("r", "", "is \"\", but must be a whole number from 1 to 1024.")]
    [InlineData("r", "99999999999", "is 99999999999, but must be a whole number from 1 to 1024.")]
    [InlineData("packing", "maybe", "is \"maybe\", but must be true or false.")]
    [InlineData("layers_to_transform", "1,x", "is no valid JSON")]
    [InlineData("rank_pattern", "{\"q_proj\": 0}", "is for \"q_proj\" 0, but must be an object")]
    [InlineData("data", "[{\"path\": \"a\", \"wieght\": 2}]", "Did you mean \"weight\"?")]
    public void Parse_OfAWrongText_SaysWhatIsAccepted(string name, string text, string says)
    {
        var reading = Knobs.Find(name)!.Parse(text);

        Assert.Null(reading.Value);
        Assert.Contains(says, reading.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OfTargetModules_TellsListsFromExpressions()
    {
        Assert.Equal(ModuleChoice.AllLinear, Knobs.TargetModules.Parse("all-linear").Value);
        Assert.Equal(ModuleChoice.OfNames("q_proj", "v_proj"), Knobs.TargetModules.Parse("q_proj, v_proj").Value);
        Assert.Equal(ModuleChoice.OfNames("q_proj"), Knobs.TargetModules.Parse("[\"q_proj\"]").Value);
        Assert.Equal(ModuleChoice.OfPattern(".*layers\\.[01]\\..*"), Knobs.TargetModules.Parse(".*layers\\.[01]\\..*").Value);
        Assert.Equal(ModuleChoice.OfPattern("[qv]_proj.*"), Knobs.TargetModules.Parse("[qv]_proj.*").Value);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.5, "0.5")]
    [InlineData(16, "16")]
    [InlineData(2e-4, "2e-4")]
    [InlineData(3e-3, "3e-3")]
    [InlineData(1.5e-5, "1.5e-5")]
    [InlineData(-1, "-1")]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    [InlineData(1e9, "1e9")]
    public void Format_OfANumber_IsAsTheFieldWritesIt(double number, string expected)
    {
        Assert.Equal(expected, Knobs.WeightDecay.Format(number));
        Assert.Equal(number, double.Parse(expected, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Slider_OfLearningRate_StopsAtRoundValuesOfEachDecade()
    {
        var range = Knobs.LearningRate.Range!;

        Assert.Equal([1e-6, 1.5e-6, 2e-6, 3e-6, 5e-6, 7e-6, 1e-5], range.Stops().Take(7));
        Assert.Equal(1e-2, range.Stops()[^1]);
        Assert.Equal(3e-3, range.Stops()[range.NearestStop(3e-3)]);
        Assert.Equal(2e-4, range.Stops()[range.NearestStop(1.9e-4)]);
        Assert.Equal(0, range.NearestStop(0));
        Assert.Equal([2, 4, 8, 16, 32, 64, 128], Knobs.R.Range!.Stops());
    }

    [Fact]
    public void With_OfTheWrongType_IsTheCallersMistake()
    {
        Assert.Throws<ArgumentException>(() => Knobs.R.With(new TrainingRecipe(), "8"));
        Assert.Throws<ArgumentException>(() => Knobs.R.With(new TrainingRecipe(), null));
        Assert.Null(Knobs.Bf16.Get(Knobs.Bf16.With(new TrainingRecipe { Bf16 = true }, null)));
    }

    [Fact]
    public void Flags_OfAKnob_AreBothSpellings()
    {
        Assert.Equal(["--learning-rate", "--learning_rate"], Knobs.LearningRate.Flags);
        Assert.Equal(["--r"], Knobs.R.Flags);
    }
}
