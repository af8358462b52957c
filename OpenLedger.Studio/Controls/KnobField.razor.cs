using Microsoft.AspNetCore.Components;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Controls;

/// <summary>One knob of any kind, as a choice or a box: for those that few people turn.</summary>
public sealed partial class KnobField
{
    private static readonly string[] Switch = ["on", "off"];

    private string _text = string.Empty;
    private string? _shown;
    private string? _problem;

    [Parameter, EditorRequired]
    public required Knob Knob { get; set; }

    [Parameter, EditorRequired]
    public required object? Value { get; set; }

    [Parameter, EditorRequired]
    public required object? Default { get; set; }

    [Parameter]
    public EventCallback<object?> ValueChanged { get; set; }

    private string BoxId => $"knob-{Knob.Name}";

    private string HelpId => $"knob-{Knob.Name}-help";

    private string Shown => Write(Value);

    private string Standard => Write(Default);

    private IReadOnlyList<string> Choices
    {
        get
        {
            var names = Knob.ValueType == typeof(bool) ? Switch : Knob.Choices;
            return names.Count > 0 && Knob.MayBeOpen ? [string.Empty, .. names] : names;
        }
    }

    protected override void OnParametersSet()
    {
        if (Shown != _shown)
        {
            _shown = Shown;
            _text = Shown;
            _problem = null;
        }
    }

    private string Write(object? value) => value is bool on ? (on ? "on" : "off") : Knob.Format(value);

    private async Task ResetAsync()
    {
        _problem = null;
        _text = Standard;
        await ValueChanged.InvokeAsync(Default);
    }

    private async Task TypedAsync(ChangeEventArgs change)
    {
        _text = change.Value as string ?? string.Empty;
        var reading = Knob.Parse(_text);
        _problem = reading.Problem is null ? null : T["It {0} The last value stays.", LibraryTexts.In(reading.Problem, T)].Value;
        if (reading.Problem is null)
        {
            _text = Write(reading.Value);
            await ValueChanged.InvokeAsync(reading.Value);
        }
    }
}
