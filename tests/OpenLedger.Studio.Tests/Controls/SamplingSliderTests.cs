using Bunit;
using Microsoft.AspNetCore.Components;
using OpenLedger.Studio.Controls;
using OpenLedger.Training.Generation;

namespace OpenLedger.Studio.Tests.Controls;

public sealed class SamplingSliderTests : ComponentTest
{
    private ChatSampling _sampling = new();

    [Fact]
    public void Standard_IsTheCommandLines()
    {
        var usual = new GenerationOptions();
        var standard = new ChatSampling();

        Assert.Equal((usual.Temperature, usual.TopK, usual.TopP, usual.MinP), ((float)standard.Temperature, standard.TopK, (float)standard.TopP, (float)standard.MinP));
        Assert.Equal((usual.RepetitionPenalty, usual.MaxNewTokens, usual.Seed), ((float)standard.RepetitionPenalty, standard.LongestAnswer, standard.Seed));
    }

    [Theory]
    [InlineData("temperature", "0,7", 0.7)]
    [InlineData("top_k", "40", 40)]
    [InlineData("top_p", "0.9", 0.9)]
    [InlineData("min_p", "0.05", 0.05)]
    [InlineData("repetition_penalty", "1.15", 1.15)]
    [InlineData("max_new_tokens", "77", 77)]
    [InlineData("seed", "12", 12)]
    public void TypedNumber_IsTaken_AndTheWayBackLeadsToTheStandard(string name, string typed, double value)
    {
        var knob = SamplingKnob.All.Single(knob => knob.Name == name);
        var slider = Render(knob);
        Assert.Empty(slider.FindAll("button.reset"));

        slider.Find($"#chat-{name}").Change(typed);
        Assert.Equal(value, knob.Get(_sampling));
        slider.Render(shown => shown.Add(control => control.Value, _sampling));
        slider.Find("button.reset").Click();

        Assert.Equal(new ChatSampling(), _sampling);
    }

    [Theory]
    [InlineData("temperature", "-1")]
    [InlineData("temperature", "hot")]
    [InlineData("temperature", "NaN")]
    [InlineData("top_k", "1.5")]
    [InlineData("top_p", "0")]
    [InlineData("max_new_tokens", "1e9")]
    [InlineData("repetition_penalty", "")]
    public void NumberThatCannotBe_IsRefused_WithTheReason(string name, string typed)
    {
        var slider = Render(SamplingKnob.All.Single(knob => knob.Name == name));

        slider.Find($"#chat-{name}").Change(typed);

        Assert.Equal(new ChatSampling(), _sampling);
        Assert.Contains("please", slider.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryStop_IsAllowedByTheTrainer()
    {
        foreach (var knob in SamplingKnob.All)
        {
            Assert.All(knob.Stops, stop => Assert.InRange(stop, knob.Least, knob.Most));
            Assert.Equal(knob.Stops.Order(), knob.Stops);
            Assert.All([knob.Least, knob.Most], value =>
            {
                var sampling = knob.Set(new ChatSampling(), value);
                var options = new GenerationOptions
                {
                    MaxNewTokens = sampling.LongestAnswer, Temperature = (float)sampling.Temperature, TopK = sampling.TopK, TopP = (float)sampling.TopP,
                    MinP = (float)sampling.MinP, RepetitionPenalty = (float)sampling.RepetitionPenalty, Seed = sampling.Seed,
                };
                Assert.Empty(options.Problems());
            });
        }
    }

    private IRenderedComponent<SamplingSlider> Render(SamplingKnob knob) => Context.Render<SamplingSlider>(slider => slider
        .Add(shown => shown.Knob, knob)
        .Add(shown => shown.Value, _sampling)
        .Add(shown => shown.ValueChanged, EventCallback.Factory.Create<ChatSampling>(this, value => _sampling = value)));
}
