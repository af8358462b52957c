using System.Globalization;

namespace OpenLedger.Training.Chat.Jinja.Values;

/// <summary>Values as JSON, letter for letter as Python's <c>json.dumps</c> writes them.</summary>
internal sealed class JsonText
{
    private readonly JinjaBudget _budget;
    private readonly TextSink _sink;
    private readonly bool _ascii;
    private readonly bool _sortKeys;
    private readonly string? _indent;
    private readonly string _itemSeparator;
    private readonly string _keySeparator;
    private int _level;

    private JsonText(JinjaBudget budget, JsonStyle style)
    {
        _budget = budget;
        _sink = new TextSink(budget);
        _ascii = style.Ascii;
        _sortKeys = style.SortKeys;
        _indent = style.Indent;
        _itemSeparator = style.ItemSeparator ?? (style.Indent is null ? ", " : ",");
        _keySeparator = style.KeySeparator ?? ": ";
    }

    public static string Write(JinjaBudget budget, JinjaValue value, JsonStyle style)
    {
        var text = new JsonText(budget, style);
        text.Append(value);
        return text._sink.ToString();
    }

    private void Append(JinjaValue value)
    {
        _budget.Enter();
        _budget.Step();
        switch (value.Kind)
        {
            case JinjaKind.Text:
                AppendQuoted(value.Text);
                break;
            case JinjaKind.List or JinjaKind.Tuple:
                AppendList(value.Items);
                break;
            case JinjaKind.Dictionary:
                AppendDictionary(value.Dictionary);
                break;
            default:
                _sink.Append(Scalar(value) ?? throw new JinjaFault($"Object of type {value.TypeName} is not JSON serializable"));
                break;
        }

        _budget.Leave();
    }

    private static string? Scalar(JinjaValue value) => value.Kind switch
    {
        JinjaKind.None => "null",
        JinjaKind.Boolean => value.Boolean ? "true" : "false",
        JinjaKind.Integer => value.Big.ToString(CultureInfo.InvariantCulture),
        JinjaKind.Float => double.IsNaN(value.Float) ? "NaN"
            : double.IsInfinity(value.Float) ? (value.Float > 0 ? "Infinity" : "-Infinity")
            : FloatText.Repr(value.Float),
        _ => null,
    };

    private void AppendList(JinjaValue[] items)
    {
        if (items.Length == 0)
        {
            _sink.Append("[]");
            return;
        }

        _sink.Append('[');
        _level++;
        for (var i = 0; i < items.Length; i++)
        {
            Separate(i == 0);
            Append(items[i]);
        }

        _level--;
        BreakLine();
        _sink.Append(']');
    }

    private void AppendDictionary(JinjaDictionary dictionary)
    {
        if (dictionary.Count == 0)
        {
            _sink.Append("{}");
            return;
        }

        _sink.Append('{');
        _level++;
        var first = true;
        foreach (var (key, item) in Ordered(dictionary))
        {
            Separate(first);
            first = false;
            AppendQuoted(key.IsText ? key.Text : Scalar(key) ?? throw new JinjaFault($"keys must be str, int, float, bool or None, not {key.TypeName}"));
            _sink.Append(_keySeparator);
            Append(item);
        }

        _level--;
        BreakLine();
        _sink.Append('}');
    }

    private IEnumerable<KeyValuePair<JinjaValue, JinjaValue>> Ordered(JinjaDictionary dictionary)
        => _sortKeys
            ? StableSort.By(dictionary.Items.ToArray(), (a, b) => ValueComparison.Order(_budget, a.Key, b.Key, "<") < 0)
            : dictionary.Items;

    private void Separate(bool first)
    {
        if (!first)
        {
            _sink.Append(_itemSeparator);
        }

        BreakLine();
    }

    private void BreakLine()
    {
        if (_indent is null)
        {
            return;
        }

        _sink.Append('\n');
        for (var i = 0; i < _level; i++)
        {
            _budget.Step();
            _sink.Append(_indent);
        }
    }

    private void AppendQuoted(string text)
    {
        _sink.Append('"');
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var plain = 0;
            while (plain < rest.Length && !NeedsEscape(rest[plain]))
            {
                plain++;
            }

            _sink.Append(rest[..plain]);
            if (plain < rest.Length)
            {
                _sink.Append(Escape(rest[plain]));
                plain++;
            }

            rest = rest[plain..];
        }

        _sink.Append('"');
    }

    private bool NeedsEscape(char character)
        => character is '"' or '\\' or < ' ' || (_ascii && character > '~');

    private static string Escape(char character) => character switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\b' => "\\b",
        '\f' => "\\f",
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
    };
}

/// <summary>How JSON is to be written; null means Python's default.</summary>
internal sealed record JsonStyle(bool Ascii, string? Indent, string? ItemSeparator, string? KeySeparator, bool SortKeys);
