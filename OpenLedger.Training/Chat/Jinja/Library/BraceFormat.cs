using System.Globalization;
using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Library;

/// <summary>Python's <c>'...'.format(values)</c>: fields by place or name, with fill, width, precision and type; no attributes inside a field.</summary>
internal sealed class BraceFormat
{
    private readonly JinjaBudget _budget;
    private readonly string _format;
    private readonly JinjaArguments _arguments;
    private int _next;

    private BraceFormat(JinjaBudget budget, string format, JinjaArguments arguments)
    {
        _budget = budget;
        _format = format;
        _arguments = arguments;
    }

    public static string Format(JinjaBudget budget, string format, JinjaArguments arguments) => new BraceFormat(budget, format, arguments).Run();

    private string Run()
    {
        var sink = new TextSink(_budget);
        for (var at = 0; at < _format.Length; at++)
        {
            var character = _format[at];
            if (character is not ('{' or '}'))
            {
                sink.Append(character);
                continue;
            }

            if (at + 1 < _format.Length && _format[at + 1] == character)
            {
                sink.Append(character);
                at++;
                continue;
            }

            var end = character == '{' ? _format.IndexOf('}', at) : -1;
            sink.Append(end < 0 ? throw new JinjaFault($"single '{character}' encountered in format string") : Field(_format[(at + 1)..end]));
            at = end;
        }

        return sink.ToString();
    }

    private string Field(string field)
    {
        _budget.Step();
        var colon = field.IndexOf(':', StringComparison.Ordinal);
        var head = colon < 0 ? field : field[..colon];
        var bang = head.IndexOf('!', StringComparison.Ordinal);
        var value = Value(bang < 0 ? head : head[..bang]);
        if (bang >= 0)
        {
            value = JinjaValue.Of(head[bang..] is "!s" ? ValueText.Str(_budget, value) : ValueText.Repr(_budget, value));
        }

        return colon < 0 ? ValueText.Str(_budget, value) : new FormatSpecification(_budget, field[(colon + 1)..]).Apply(value);
    }

    private JinjaValue Value(string name)
    {
        if (name.Length == 0)
        {
            return Positional(_next++);
        }

        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var place))
        {
            return Positional(place);
        }

        var index = Array.FindIndex(_arguments.Named, pair => pair.Key == name);
        return index >= 0 ? _arguments.Named[index].Value : throw new JinjaFault($"format() misses the value of '{{{name}}}'");
    }

    private JinjaValue Positional(int place)
        => place < _arguments.Positional.Length
            ? _arguments.Positional[place]
            : throw new JinjaFault($"replacement index {place} out of range for positional args tuple");
}
