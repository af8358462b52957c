using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace OpenLedger.Studio.Controls;

/// <summary>One question, every voice at once: answers stream in side by side, each voice with its own conversation.</summary>
public sealed partial class SideBySideChat : IDisposable
{
    private const int LongestQuestion = 4_000;
    private const int LongestAnswer = 128;

    private static readonly TimeSpan RenderEvery = TimeSpan.FromMilliseconds(100);

    private List<Column> _columns = [];
    private ElementReference _box;
    private string? _question;
    private double _temperature;
    private CancellationTokenSource? _asking;

    [Parameter, EditorRequired]
    public required IReadOnlyList<ChatVoice> Voices { get; set; }

    [Parameter, EditorRequired]
    public required ChatAnswer Answer { get; set; }

    [Parameter]
    public IReadOnlyList<string> Suggestions { get; set; } = [];

    private bool IsAnswering => _asking is not null;

    private string TemperatureText => _temperature.ToString("0.0", CultureInfo.InvariantCulture);

    public void Dispose() => Stop();

    protected override void OnParametersSet()
    {
        if (!_columns.Select(column => column.Voice).SequenceEqual(Voices))
        {
            Stop();
            _columns = [.. Voices.Select(voice => new Column(voice))];
        }
    }

    private Task SendAsync() => AskAsync(_question);

    private async Task AskAsync(string? question)
    {
        if (IsAnswering || string.IsNullOrWhiteSpace(question))
        {
            return;
        }

        _question = null;
        using var asking = new CancellationTokenSource();
        _asking = asking;
        foreach (var column in _columns)
        {
            column.Begin(question.Trim());
        }

        try
        {
            var conversations = _columns.Select(column => (IReadOnlyList<ChatTurn>)[.. column.Turns]).ToList();
            await StreamAsync(new ChatAsk(conversations, _temperature, LongestAnswer), asking.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopped: what was said so far stays.
        }
        finally
        {
            _asking = null;
            _columns.ForEach(column => column.End());
        }

        if (!asking.IsCancellationRequested)
        {
            await FocusAsync();
        }
    }

    private async Task StreamAsync(ChatAsk ask, CancellationToken cancellation)
    {
        var columns = _columns;
        var sinceRender = Stopwatch.StartNew();
        StateHasChanged();
        await foreach (var piece in Answer(ask, cancellation))
        {
            columns[piece.Voice].Take(piece);
            if (sinceRender.Elapsed >= RenderEvery)
            {
                sinceRender.Restart();
                StateHasChanged();
            }
        }
    }

    private void Stop() => _asking?.Cancel();

    private async Task ClearAsync()
    {
        Stop();
        _columns = [.. Voices.Select(voice => new Column(voice))];
        await FocusAsync();
    }

    private async Task FocusAsync()
    {
        try
        {
            await _box.FocusAsync();
        }
        catch (Microsoft.JSInterop.JSException)
        {
            // The box is gone with its page.
        }
    }

    private sealed class Column(ChatVoice voice)
    {
        private readonly StringBuilder _answer = new();

        public ChatVoice Voice { get; } = voice;

        public List<ChatTurn> Turns { get; } = [];

        public string Answer => _answer.ToString();

        public bool IsAnswering { get; private set; }

        public double? TokensPerSecond { get; private set; }

        public string? Problem { get; private set; }

        public void Begin(string question)
        {
            Problem = null;
            IsAnswering = true;
            Turns.Add(new ChatTurn(true, question));
        }

        public void Take(ChatPiece piece)
        {
            _answer.Append(piece.Text);
            TokensPerSecond = piece.TokensPerSecond ?? TokensPerSecond;
            Problem = piece.Problem ?? Problem;
        }

        public void End()
        {
            IsAnswering = false;
            if (_answer.Length > 0)
            {
                Turns.Add(new ChatTurn(false, Answer));
            }

            _answer.Clear();
        }
    }
}
