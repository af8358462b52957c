using Bunit;
using OpenLedger.Studio.Controls;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Tests.Controls;

public class KnobFieldTests : ComponentTest
{
    private object? _value;

    [Fact]
    public void Switch_IsAChoiceOfOnAndOff()
    {
        _value = false;
        Render(Knobs.Packing).Find("select").Change("on");

        Assert.Equal(true, _value);
    }

    [Fact]
    public void SwitchThatMayBeLeftOpen_HasAutomaticToo()
    {
        _value = true;
        Render(Knobs.Bf16).Find("select").Change("");

        Assert.Null(_value);
    }

    [Fact]
    public void Names_AreOffered()
    {
        _value = "linear";
        Render(Knobs.LrSchedulerType).Find("select").Change("cosine");

        Assert.Equal("cosine", _value);
    }

    [Fact]
    public void EveryKnobOfTheForm_CanBeShownAndTypedBack()
    {
        foreach (var knob in Knobs.All.Where(knob => knob.Group != KnobGroup.Files))
        {
            _value = knob.DefaultValue;
            var field = Render(knob);
            var box = field.Find("input, select");

            box.Change(box.GetAttribute("value") ?? "");

            Assert.Empty(field.FindAll("[role=alert]"));
            Assert.Equal(knob.Format(knob.DefaultValue), knob.Format(_value));
        }
    }

    private IRenderedComponent<KnobField> Render(Knob knob) => Context.Render<KnobField>(field => field
        .Add(shown => shown.Knob, knob)
        .Add(shown => shown.Value, _value)
        .Add(shown => shown.Default, knob.DefaultValue)
        .Add(shown => shown.ValueChanged, value => _value = value));
}
