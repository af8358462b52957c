using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Evaluation;

/// <summary>One rendering: what was written so far, what may still be used, and where we are.</summary>
internal sealed class JinjaRun(TimeProvider clock)
{
    private readonly List<TextSpan> _spans = [];
    private TextSink? _output;
    private int _captures;

    public JinjaBudget Budget { get; } = new();

    public TimeProvider Clock => clock;

    /// <summary>The source line that is being evaluated.</summary>
    public int Line { get; set; }

    public TextSink Output => _output ??= new TextSink(Budget);

    /// <summary>The ranges of the output that generation blocks wrote.</summary>
    public IReadOnlyList<TextSpan> Spans => _spans;

    /// <summary>Whether a generation block wrote into a macro or another captured text, where its place in the output is not known.</summary>
    public bool HasUnplacedSpans { get; private set; }

    /// <summary>Writes what the action writes into a text of its own.</summary>
    public string Capture(Action action)
    {
        var outer = _output;
        _output = null;
        _captures++;
        action();
        var text = Output.ToString();
        _captures--;
        _output = outer;
        return text;
    }

    /// <summary>Notes that everything from this place to the end of the output came from a generation block.</summary>
    public void MarkGenerated(int start)
    {
        if (_captures > 0)
        {
            HasUnplacedSpans = true;
        }
        else
        {
            _spans.Add(new TextSpan(start, Output.Length));
        }
    }
}
