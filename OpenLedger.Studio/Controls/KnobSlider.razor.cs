using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Controls;

/// <summary>One knob with a number: a plain name with the field's term beside it, a slider, a box for the exact number, help, and the way back.</summary>
public sealed partial class KnobSlider
{
    private IReadOnlyList<double> _stops = [0];
    private Knob? _knob;
    private double? _highest;
    private string _text = string.Empty;
    private string? _shown;
    private string? _problem;

    [Parameter, EditorRequired]
    public required Knob Knob { get; set; }

    /// <summary>The value now, as the knob knows it.</summary>
    [Parameter, EditorRequired]
    public required object? Value { get; set; }

    /// <summary>The value that the way back leads to.</summary>
    [Parameter, EditorRequired]
    public required object? Default { get; set; }

    [Parameter]
    public EventCallback<object?> ValueChanged { get; set; }

    /// <summary>What this value comes to, between the ends of the slider.</summary>
    [Parameter]
    public string? Middle { get; set; }

    /// <summary>Between which values it usually goes well; null where nobody knows.</summary>
    [Parameter]
    public (double Low, double High)? Zone { get; set; }

    /// <summary>From where on it usually goes wrong; null where nobody knows.</summary>
    [Parameter]
    public double? Danger { get; set; }

    /// <summary>Where the slider ends, if that is below the knob's own end.</summary>
    [Parameter]
    public double? Highest { get; set; }

    private string BoxId => $"knob-{Knob.Name}";

    private string HelpId => $"knob-{Knob.Name}-help";

    private string Shown => Knob.Format(Value);

    private string Standard => Knob.Format(Default);

    private int Place => Value is null ? 0 : Math.Clamp(Knob.Range!.NearestStop(Convert.ToDouble(Value, CultureInfo.InvariantCulture)), 0, _stops.Count - 1);

    protected override void OnParametersSet()
    {
        if (_knob != Knob || _highest != Highest)
        {
            (_knob, _highest) = (Knob, Highest);
            _stops = StopsOf(Knob.Range!, Highest);
        }

        if (Shown != _shown)
        {
            _shown = Shown;
            _text = Shown;
            _problem = null;
        }
    }

    private static IReadOnlyList<double> StopsOf(KnobRange range, double? highest)
    {
        var all = range.Stops();
        return highest is not { } end ? all : all[0] > end ? [all[0]] : [.. all.TakeWhile(stop => stop <= end)];
    }

    private string ZoneStyle()
    {
        var last = Math.Max(1, _stops.Count - 1);
        var (low, high) = Zone is { } zone ? (100.0 * Knob.Range!.NearestStop(zone.Low) / last, 100.0 * Knob.Range.NearestStop(zone.High) / last) : (0, 0);
        return string.Create(CultureInfo.InvariantCulture, $"left:{low:0.#}%;width:{high - low:0.#}%");
    }

    private string DangerStyle()
    {
        var from = 100.0 * Knob.Range!.NearestStop(Danger!.Value) / Math.Max(1, _stops.Count - 1);
        return string.Create(CultureInfo.InvariantCulture, $"left:{from:0.#}%;width:{Math.Max(0, 100 - from):0.#}%");
    }

    private string Format(double stop) => Knob.Parse(stop.ToString("R", CultureInfo.InvariantCulture)) is { Problem: null } reading ? Knob.Format(reading.Value) : string.Empty;

    private Task MovedAsync(int place) => TakeAsync(_stops[Math.Clamp(place, 0, _stops.Count - 1)].ToString("R", CultureInfo.InvariantCulture));

    private Task TypedAsync(ChangeEventArgs change) => TakeAsync(change.Value as string ?? string.Empty);

    private async Task ResetAsync()
    {
        _problem = null;
        _text = Standard;
        await ValueChanged.InvokeAsync(Default);
    }

    private async Task TakeAsync(string text)
    {
        var reading = Knob.Parse(text);
        _text = text;
        _problem = reading.Problem is null ? null : T["It {0} {1} stays.", LibraryTexts.In(reading.Problem, T), Shown].Value;
        if (reading.Problem is null)
        {
            _text = Knob.Format(reading.Value);
            await ValueChanged.InvokeAsync(reading.Value);
        }
    }
}
