using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace OpenLedger.Studio.Controls;

/// <summary>
/// Two live curves. New points travel as twelve bytes each and are drawn in the browser; the server keeps them only for the
/// table, which says the same to those who do not see the picture.
/// </summary>
public sealed partial class LossChart
{
    private const int TableRows = 20;

    private readonly List<CurvePoint> _points = [];
    private readonly List<CurvePoint> _unsent = [];
    private ElementReference _place;
    private IJSObjectReference? _module;
    private IJSObjectReference? _chart;
    private bool _cleared;
    private bool _hasHeldOut;

    [Parameter]
    public int LastStep { get; set; }

    private string Summary
    {
        get
        {
            if (_points.Count == 0)
            {
                return "Loss curve: no step yet";
            }

            var training = _points.FindLast(point => !float.IsNaN(point.Training)) is { Step: > 0 } learned ? learned.Training : float.NaN;
            var heldOut = _hasHeldOut ? $", held-out {Number(_points.FindLast(point => !float.IsNaN(point.HeldOut)).HeldOut)}" : string.Empty;
            return $"Loss curve up to step {_points[^1].Step:0}: training {Number(training)}{heldOut}";
        }
    }

    /// <summary>Adds points; a step that is not after the last one means that the run went back to its checkpoint.</summary>
    public async Task AppendAsync(IReadOnlyList<CurvePoint> points)
    {
        if (points.Count == 0)
        {
            return;
        }

        foreach (var point in points)
        {
            Put(point);
        }

        _unsent.AddRange(points);
        StateHasChanged();
        await SendAsync();
    }

    public async Task ClearAsync()
    {
        _points.Clear();
        _unsent.Clear();
        _cleared = true;
        _hasHeldOut = false;
        StateHasChanged();
        await SendAsync();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_chart is not null)
            {
                await _chart.InvokeVoidAsync("destroy");
                await _chart.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and the chart with it.
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = await Script.InvokeAsync<IJSObjectReference>("import", "./Controls/LossChart.razor.js");
            _chart = await _module.InvokeAsync<IJSObjectReference>("create", _place);
            await SendAsync();
        }
    }

    private static string Number(float value) => float.IsNaN(value) ? "–" : value.ToString("0.###", CultureInfo.InvariantCulture);

    private void Put(CurvePoint point)
    {
        _hasHeldOut |= !float.IsNaN(point.HeldOut);
        while (_points.Count > 0 && _points[^1].Step > point.Step)
        {
            _points.RemoveAt(_points.Count - 1);
        }

        if (_points.Count > 0 && _points[^1].Step == point.Step)
        {
            var known = _points[^1];
            _points[^1] = new CurvePoint(point.Step, Known(point.Training, known.Training), Known(point.HeldOut, known.HeldOut));
        }
        else
        {
            _points.Add(point);
        }
    }

    private static float Known(float value, float otherwise) => float.IsNaN(value) ? otherwise : value;

    private async Task SendAsync()
    {
        if (_chart is null)
        {
            return;
        }

        if (_cleared)
        {
            _cleared = false;
            await _chart.InvokeVoidAsync("clear");
        }

        if (_unsent.Count > 0)
        {
            var bytes = CurvePoint.Pack(_unsent);
            _unsent.Clear();
            await _chart.InvokeVoidAsync("append", bytes, LastStep);
        }
    }

    private IEnumerable<CurvePoint> Rows()
    {
        var every = Math.Max(1, (int)Math.Ceiling(_points.Count / (double)TableRows));
        return _points.Where((point, index) => index % every == 0 || index == _points.Count - 1 || !float.IsNaN(point.HeldOut)).TakeLast(4 * TableRows);
    }
}
