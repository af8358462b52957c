using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Evaluation;

/// <summary>The variable <c>loop</c>. It looks one item ahead only where the template asks for it, as Jinja's own does.</summary>
internal sealed class LoopVariable(IEnumerable<JinjaValue> items, int? length, int depth, Func<JinjaValue, string>? recurse) : JinjaObject, IDisposable
{
    private readonly IEnumerator<JinjaValue> _items = items.GetEnumerator();
    private readonly Queue<JinjaValue> _ahead = new();
    private JinjaValue? _previous;
    private JinjaValue[]? _changed;
    private long _index = -1;
    private int? _length = length;

    public override string TypeName => "LoopContext";

    public override bool CanCall => recurse is not null;

    public JinjaValue Current { get; private set; }

    public bool MoveNext()
    {
        if (!Peek(out var next))
        {
            return false;
        }

        _ahead.Dequeue();
        _previous = _index >= 0 ? Current : null;
        Current = next;
        _index++;
        return true;
    }

    public void Dispose() => _items.Dispose();

    public override JinjaValue? Attribute(JinjaRun run, string name) => name switch
    {
        "index" => JinjaValue.Of(_index + 1),
        "index0" => JinjaValue.Of(_index),
        "first" => JinjaValue.Of(_index == 0),
        "last" => JinjaValue.Of(!Peek(out _)),
        "length" => JinjaValue.Of((long)Length(run.Budget)),
        "revindex" => JinjaValue.Of(Length(run.Budget) - _index),
        "revindex0" => JinjaValue.Of(Length(run.Budget) - _index - 1),
        "previtem" => _previous ?? JinjaValue.Undefined("there is no previous item"),
        "nextitem" => Peek(out var next) ? next : JinjaValue.Undefined("there is no next item"),
        "depth" => JinjaValue.Of((long)depth),
        "depth0" => JinjaValue.Of((long)depth - 1),
        "cycle" => JinjaValue.Of(new JinjaFunction(name, (_, arguments) => Cycle(arguments.Positional))),
        "changed" => JinjaValue.Of(new JinjaFunction(name, Changed)),
        _ => null,
    };

    public override JinjaValue Call(JinjaRun run, JinjaArguments arguments)
        => recurse is null
            ? throw new JinjaFault("the loop must have the 'recursive' marker to be called recursively")
            : JinjaValue.Of(recurse(arguments.Bind("loop", 1, "iterable")[0]!.Value));

    private bool Peek(out JinjaValue next)
    {
        if (_ahead.Count == 0 && _items.MoveNext())
        {
            _ahead.Enqueue(_items.Current);
        }

        return _ahead.TryPeek(out next);
    }

    private int Length(JinjaBudget budget)
    {
        if (_length is null)
        {
            while (_items.MoveNext())
            {
                budget.Items(1);
                _ahead.Enqueue(_items.Current);
            }

            _length = (int)_index + 1 + _ahead.Count;
        }

        return _length.Value;
    }

    private JinjaValue Cycle(JinjaValue[] choices)
        => choices.Length > 0 ? choices[_index % choices.Length] : throw new JinjaFault("no items for cycling given");

    private JinjaValue Changed(JinjaRun run, JinjaArguments arguments)
    {
        var same = _changed is not null
            && ValueComparison.Equal(run.Budget, JinjaValue.Tuple(_changed), JinjaValue.Tuple(arguments.Positional));
        _changed = arguments.Positional;
        return JinjaValue.Of(!same);
    }
}
