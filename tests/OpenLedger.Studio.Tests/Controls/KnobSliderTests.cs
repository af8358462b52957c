using Bunit;
using OpenLedger.Studio.Controls;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Tests.Controls;

public class KnobSliderTests : ComponentTest
{
    private object? _value = 2e-4;

    [Fact]
    public async Task Slider_SpreadsLearningRatesByFactors_AndSaysTheValue()
    {
        var slider = Render();
        var input = slider.Find("input[type=range]");
        var stops = Knobs.LearningRate.Range!.Stops();

        await input.InputAsync(new() { Value = stops.ToList().IndexOf(3e-3).ToString(System.Globalization.CultureInfo.InvariantCulture) });

        Assert.Equal(3e-3, _value);
        Assert.Equal("0", input.GetAttribute("min"));
        Assert.Equal($"{stops.Count - 1}", input.GetAttribute("max"));
        Assert.Equal("How boldly it learns (learning rate)", input.GetAttribute("aria-label"));
    }

    [Theory]
    [InlineData("2e-3", 2e-3)]
    [InlineData(" 0.002 ", 2e-3)]
    [InlineData("0.00017", 1.7e-4)]
    public void Box_TakesTheNumberAsItIsTyped(string text, double expected)
    {
        Render().Find("input.val").Change(text);

        Assert.Equal(expected, _value);
    }

    [Theory]
    [InlineData("bold")]
    [InlineData("-1")]
    [InlineData("")]
    [InlineData("1e400")]
    public void Box_KeepsTheLastValue_AndSaysWhatIsWrong(string text)
    {
        var slider = Render();

        slider.Find("input.val").Change(text);

        Assert.Equal(2e-4, _value);
        Assert.Contains("2e-4 stays", slider.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", slider.Find("input.val").GetAttribute("aria-invalid"));
    }

    [Fact]
    public void WayBack_IsThere_OnceTheValueIsAnother()
    {
        _value = 1e-3;
        var slider = Render();

        slider.Find("button.reset").Click();

        Assert.Equal(2e-4, _value);
        Assert.Empty(Render().FindAll("button.reset"));
    }

    private IRenderedComponent<KnobSlider> Render() => Context.Render<KnobSlider>(slider => slider
        .Add(knob => knob.Knob, Knobs.LearningRate)
        .Add(knob => knob.Value, _value)
        .Add(knob => knob.Default, 2e-4)
        .Add(knob => knob.ValueChanged, value => _value = value));
}
