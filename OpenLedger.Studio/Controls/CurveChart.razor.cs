using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace OpenLedger.Studio.Controls;

/// <summary>
/// Live curves over the steps of a run, or of several. New rows travel as a few bytes each and are drawn in the browser; the server
/// keeps them only for the table, which says the same to those who do not see the picture.
/// </summary>
public sealed partial class CurveChart
{
    private const int TableRows = 20;

    // The curve is drawn at once; the table and the summary beside it follow.
    private static readonly TimeSpan BetweenTables = TimeSpan.FromSeconds(5);

    private readonly List<CurveRow> _rows = [];
    private readonly List<CurveRow> _unsent = [];
    private readonly HashSet<int> _known = [];
    private ElementReference _place;
    private IJSObjectReference? _module;
    private IJSObjectReference? _chart;
    private string? _shown;
    private CurveView? _drawn;
    private long _renderedAt;
    private bool _legendIsOld = true;
    private bool _smooth = true;
    private bool _logarithmic;
    private bool _cleared;

    /// <summary>What can be shown; the first is shown first.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<CurveView> Views { get; set; }

    /// <summary>What it is a chart of, for those who do not see it.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>The last step that is planned.</summary>
    [Parameter]
    public int LastStep { get; set; }

    /// <summary>Where the numbers can be fetched; null: nowhere.</summary>
    [Parameter]
    public string? CsvHref { get; set; }

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private CurveView Shown => Views.FirstOrDefault(view => view.Key == _shown) ?? Views[0];

    private int Columns => Views.SelectMany(view => view.Lines).Max(line => line.Column) + 1;

    /// <summary>The lines of which something is known; all of them before anything is.</summary>
    private IEnumerable<CurveLine> Known => _known.Count == 0 ? Shown.Lines.Where(line => !line.HasDots) : Shown.Lines.Where(line => _known.Contains(line.Column));

    private string Summary
    {
        get
        {
            if (_rows.Count == 0)
            {
                return T["{0}: no step yet", Name];
            }

            var values = Known.Select(line => (line.Label, Row: _rows.FindLast(row => !float.IsNaN(row.At(line.Column))), line.Column)).Where(found => found.Row is not null)
                .Select(found => $"{found.Label} {CurveRow.Text(found.Row!.At(found.Column), Shown.Numbers)}");
            return T["{0}, {1}, up to step {2}: {3}", Name, Shown.Title, _rows[^1].Step, string.Join(", ", values)];
        }
    }

    /// <summary>Adds rows; a step that is not after the last one means that the run went back to its checkpoint.</summary>
    public async Task AppendAsync(IReadOnlyList<CurveRow> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        foreach (var row in rows)
        {
            Put(row);
        }

        _unsent.AddRange(rows);
        if (_legendIsOld || Clock.GetElapsedTime(_renderedAt) > BetweenTables)
        {
            StateHasChanged();
        }

        await SendAsync();
    }

    public async Task ClearAsync()
    {
        _rows.Clear();
        _unsent.Clear();
        _known.Clear();
        _cleared = true;
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
            _module = await Script.InvokeAsync<IJSObjectReference>("import", "./Controls/CurveChart.razor.js");
            _chart = await _module.InvokeAsync<IJSObjectReference>("create", _place, Columns);
        }

        (_renderedAt, _legendIsOld) = (Clock.GetTimestamp(), false);

        // A view may learn more while it is shown: a mark, another line.
        if (_chart is not null && !ReferenceEquals(Shown, _drawn))
        {
            _drawn = Shown;
            await DrawAsync();
        }

        if (firstRender)
        {
            await SendAsync();
        }
    }

    private void Put(CurveRow row)
    {
        for (var column = 0; column < row.Values.Length; column++)
        {
            if (!float.IsNaN(row.Values[column]))
            {
                _legendIsOld |= _known.Add(column);
            }
        }

        while (_rows.Count > 0 && _rows[^1].Step > row.Step)
        {
            _rows.RemoveAt(_rows.Count - 1);
        }

        if (_rows.Count > 0 && _rows[^1].Step == row.Step)
        {
            _rows[^1] = _rows[^1].With(row);
        }
        else
        {
            _rows.Add(row);
        }
    }

    private void Show(string key) => _shown = key;

    private Task SmoothAsync()
    {
        _smooth = !_smooth;
        return DrawAsync();
    }

    private Task LogarithmicAsync()
    {
        _logarithmic = !_logarithmic;
        return DrawAsync();
    }

    private Task DrawAsync() => CallAsync("show", Shown, _smooth, _logarithmic);

    private Task ZoomAsync(double share) => CallAsync("zoom", share);

    private Task PictureAsync() => CallAsync("picture", $"{Name} {Shown.Title}");

    private Task CallAsync(string function, params object?[] arguments) => _chart is null ? Task.CompletedTask : _chart.InvokeVoidAsync(function, arguments).AsTask();

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
            var bytes = CurveRow.Pack(_unsent, Columns);
            _unsent.Clear();
            await _chart.InvokeVoidAsync("append", bytes, LastStep);
        }
    }

    private IEnumerable<CurveRow> Rows()
    {
        var known = Known.ToList();
        var rows = _rows.Where(row => known.Any(line => !float.IsNaN(row.At(line.Column)))).ToList();
        var every = Math.Max(1, (int)Math.Ceiling(rows.Count / (double)TableRows));
        return rows.Where((row, index) => index % every == 0 || index == rows.Count - 1 || known.Any(line => line.HasDots && !float.IsNaN(row.At(line.Column)))).TakeLast(4 * TableRows);
    }
}
