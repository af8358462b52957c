using System.Globalization;
using System.Numerics;
using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Library;

/// <summary>Python's <c>'...' % values</c>.</summary>
internal sealed class PercentFormat
{
    private readonly JinjaBudget _budget;
    private readonly string _format;
    private readonly JinjaValue _values;
    private readonly JinjaValue[] _items;
    private int _position;
    private int _taken;
    private bool _namesUsed;

    private PercentFormat(JinjaBudget budget, string format, JinjaValue values)
    {
        _budget = budget;
        _format = format;
        _values = values;
        _items = values.Kind == JinjaKind.Tuple ? values.Items : [values];
    }

    public static string Format(JinjaBudget budget, string format, JinjaValue values)
    {
        var work = new PercentFormat(budget, format, values);
        var text = work.Run();
        return work._taken < work._items.Length && !work._namesUsed && values.Kind is not (JinjaKind.Dictionary or JinjaKind.List or JinjaKind.Range or JinjaKind.Undefined)
            ? throw new JinjaFault("not all arguments converted during string formatting")
            : text;
    }

    private string Run()
    {
        var sink = new TextSink(_budget);
        while (_position < _format.Length)
        {
            var percent = _format.IndexOf('%', _position);
            if (percent < 0)
            {
                sink.Append(_format.AsSpan(_position));
                break;
            }

            sink.Append(_format.AsSpan(_position, percent - _position));
            _position = percent + 1;
            _budget.Step();
            sink.Append(ReadOne());
        }

        return sink.ToString();
    }

    private string ReadOne()
    {
        JinjaValue? named = null;
        if (Peek == '(')
        {
            named = ReadNamed();
        }

        var flags = string.Empty;
        while (Peek is '#' or '0' or '-' or ' ' or '+')
        {
            flags += flags.Contains(Peek, StringComparison.Ordinal) ? string.Empty : Peek.ToString();
            _position++;
        }

        var width = ReadSize() ?? 0;
        int? precision = null;
        if (Peek == '.')
        {
            _position++;
            precision = ReadSize() ?? 0;
        }

        while (Peek is 'h' or 'l' or 'L')
        {
            _position++;
        }

        var type = _position < _format.Length ? _format[_position++] : throw new JinjaFault("incomplete format");
        if (type == '%')
        {
            return "%";
        }

        return Convert(named ?? Next(), type, flags, width, precision);
    }

    private char Peek => _position < _format.Length ? _format[_position] : '\0';

    private JinjaValue ReadNamed()
    {
        var end = _format.IndexOf(')', _position);
        if (end < 0 || _values.Kind != JinjaKind.Dictionary)
        {
            throw new JinjaFault(end < 0 ? "incomplete format key" : "format requires a mapping");
        }

        var name = _format[(_position + 1)..end];
        _position = end + 1;
        _namesUsed = true;
        return _values.Dictionary.TryGet(name, out var value) ? value : throw new JinjaFault($"the format needs '{name}', which is not given");
    }

    private int? ReadSize()
    {
        if (Peek == '*')
        {
            _position++;
            return (int)Library.Whole.Of(Next(), "%");
        }

        var start = _position;
        while (char.IsAsciiDigit(Peek))
        {
            _position++;
        }

        return _position == start ? null
            : int.TryParse(_format.AsSpan(start, _position - start), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size
            : throw new JinjaFault("a format asks for too many letters");
    }

    private JinjaValue Next()
        => _taken < _items.Length ? _items[_taken++] : throw new JinjaFault("not enough arguments for format string");

    private string Convert(JinjaValue value, char type, string flags, int width, int? precision)
    {
        switch (type)
        {
            case 's':
                return Pad(Cut(ValueText.Str(_budget, value), precision), width, flags);
            case 'r' or 'a':
                return Pad(Cut(ValueText.Repr(_budget, value), precision), width, flags);
            case 'c':
                return Pad(Letter(value), width, flags);
            case 'd' or 'i' or 'u' or 'x' or 'X' or 'o':
                var number = WholeOf(value, type);
                var digits = NumberFormat.Whole(number, type is 'i' or 'u' ? 'd' : type, withPrefix: false);
                var prefix = flags.Contains('#', StringComparison.Ordinal) && type is 'x' or 'X' or 'o' ? $"0{type}" : string.Empty;
                return PadNumber(number.Sign < 0, prefix, Strings.Pad(_budget, string.Empty, (precision ?? 0) - digits.Length, 0, "0") + digits, width, flags);
            case 'e' or 'E' or 'f' or 'F' or 'g' or 'G':
                var real = value.IsNumber ? value.Number : throw new JinjaFault($"must be real number, not {value.TypeName}");
                return PadNumber(double.IsNegative(real), string.Empty, NumberFormat.Float(real, type, precision), width, flags);
            default:
                throw new JinjaFault($"unsupported format character '{type}'");
        }
    }

    private static BigInteger WholeOf(JinjaValue value, char type)
    {
        if (value.IsWhole)
        {
            return value.Big;
        }

        return value.Kind == JinjaKind.Float && double.IsFinite(value.Float) && type is 'd' or 'i' or 'u'
            ? new BigInteger(value.Float)
            : throw new JinjaFault(value.IsUndefined ? value.Hint : $"%{type} format: a number is required, not {value.TypeName}");
    }

    private static string Letter(JinjaValue value)
    {
        if (value.IsText && CodePoints.Count(value.Text) == 1)
        {
            return value.Text;
        }

        return value.IsWhole && value.Big >= 0 && value.Big <= 0x10FFFF && System.Text.Rune.IsValid((int)value.Big)
            ? char.ConvertFromUtf32((int)value.Big)
            : throw new JinjaFault("%c requires int or char");
    }

    private static string Cut(string text, int? precision)
        => precision is { } length && length < text.Length ? text[..CodePoints.Offset(text, length)] : text;

    private string Pad(string text, int width, string flags)
    {
        var missing = (long)width - CodePoints.Count(text);
        var left = flags.Contains('-', StringComparison.Ordinal);
        return Strings.Pad(_budget, text, left ? 0 : missing, left ? missing : 0, " ");
    }

    private string PadNumber(bool negative, string prefix, string digits, int width, string flags)
    {
        var sign = negative ? "-" : flags.Contains('+', StringComparison.Ordinal) ? "+" : flags.Contains(' ', StringComparison.Ordinal) ? " " : string.Empty;
        if (flags.Contains('0', StringComparison.Ordinal) && !flags.Contains('-', StringComparison.Ordinal))
        {
            digits = Strings.Pad(_budget, digits, (long)width - sign.Length - prefix.Length - digits.Length, 0, "0");
        }

        return Pad(sign + prefix + digits, width, flags);
    }
}
