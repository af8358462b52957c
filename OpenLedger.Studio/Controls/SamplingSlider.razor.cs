using Microsoft.AspNetCore.Components;

namespace OpenLedger.Studio.Controls;

/// <summary>One number of the sampling: a plain name with the field's term beside it, a slider, a box for the exact number, and the way back.</summary>
public sealed partial class SamplingSlider
{
    private string _text = string.Empty;
    private string? _shown;
    private string? _problem;

    [Parameter, EditorRequired]
    public required ChatSampling Value { get; set; }

    [Parameter]
    public EventCallback<ChatSampling> ValueChanged { get; set; }

    [Parameter, EditorRequired]
    public required SamplingKnob Knob { get; set; }

    private double Number => Knob.Get(Value);

    private string Shown => Knob.Format(Number);

    private string Standard => Knob.Format(Knob.Default);

    private string BoxId => $"chat-{Knob.Name}";

    private string HelpId => $"chat-{Knob.Name}-help";

    protected override void OnParametersSet()
    {
        if (Shown != _shown)
        {
            (_shown, _text, _problem) = (Shown, Shown, null);
        }
    }

    private Task MovedAsync(int stop) => SetAsync(Knob.Stops[Math.Clamp(stop, 0, Knob.Stops.Count - 1)]);

    private Task ResetAsync() => SetAsync(Knob.Default);

    private async Task TypedAsync(ChangeEventArgs change)
    {
        _text = change.Value as string ?? string.Empty;
        if (Knob.Parse(_text) is { } number)
        {
            await SetAsync(number);
        }
        else
        {
            _problem = Knob.IsWhole
                ? T["A whole number from {0} to {1}, please. {2} stays.", Knob.Format(Knob.Least), Knob.Format(Knob.Most), Shown]
                : T["A number from {0} to {1}, please. {2} stays.", Knob.Format(Knob.Least), Knob.Format(Knob.Most), Shown];
        }
    }

    private async Task SetAsync(double number)
    {
        _problem = null;
        _text = Knob.Format(number);
        await ValueChanged.InvokeAsync(Knob.Set(Value, number));
    }
}
