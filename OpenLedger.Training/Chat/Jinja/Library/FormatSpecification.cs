using System.Globalization;
using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Library;

/// <summary>What stands after the colon in <c>{:*&gt;8.3f}</c>: fill, alignment, sign, width, grouping, precision, type.</summary>
internal sealed class FormatSpecification
{
    private const string Alignments = "<>^=";

    private readonly JinjaBudget _budget;
    private readonly string _fill = " ";
    private readonly char _align;
    private readonly char _sign;
    private readonly bool _alternate;
    private readonly int _width;
    private readonly char _grouping;
    private readonly int? _precision;
    private readonly char _type;

    public FormatSpecification(JinjaBudget budget, string text)
    {
        _budget = budget;
        var at = 0;
        var fill = text.Length > 0 ? CodePoints.LengthAt(text, 0) : 0;
        if (fill < text.Length && Alignments.Contains(text[fill], StringComparison.Ordinal))
        {
            (_fill, _align, at) = (text[..fill], text[fill], fill + 1);
        }
        else if (text.Length > 0 && Alignments.Contains(text[0], StringComparison.Ordinal))
        {
            (_align, at) = (text[0], 1);
        }

        char Peek() => at < text.Length ? text[at] : '\0';
        _sign = Peek() is '+' or '-' or ' ' ? text[at++] : '\0';
        _alternate = Peek() == '#' && at++ >= 0;
        if (Peek() == '0' && _align == '\0')
        {
            (_fill, _align) = ("0", '=');
        }

        _width = ReadSize(text, ref at) ?? 0;
        _grouping = Peek() is ',' or '_' ? text[at++] : '\0';
        if (Peek() == '.')
        {
            at++;
            _precision = ReadSize(text, ref at) ?? throw new JinjaFault("format specifier missing precision");
        }

        _type = Peek() == '\0' ? '\0' : text[at++];
        if (at < text.Length)
        {
            throw new JinjaFault($"invalid format specifier '{text}'");
        }
    }

    public string Apply(JinjaValue value)
    {
        if (value.IsText || (value.Kind == JinjaKind.Boolean && _type is '\0' or 's'))
        {
            var text = ValueText.Str(_budget, value);
            return _type is '\0' or 's' && _align != '='
                ? Align(_precision is { } length ? text[..CodePoints.Offset(text, length)] : text, _align == '\0' ? '<' : _align)
                : throw Unknown(value);
        }

        if (value.IsNumber)
        {
            return Number(value);
        }

        return _width == 0 && _type == '\0' && _align == '\0' ? ValueText.Str(_budget, value) : throw Unknown(value);
    }

    private string Number(JinjaValue value)
    {
        var whole = value.IsWhole && _type is '\0' or 'd' or 'x' or 'X' or 'o' or 'b';
        var digits = whole ? NumberFormat.Whole(value.Big, _type == '\0' ? 'd' : _type, _alternate) : Real(value);
        digits = _grouping == '\0' ? digits : NumberFormat.Grouped(digits, _grouping);
        var negative = value.IsWhole ? value.Big.Sign < 0 : double.IsNegative(value.Float);
        var sign = negative ? "-" : _sign is '+' or ' ' ? _sign.ToString() : string.Empty;
        if (_align != '=')
        {
            return Align(sign + digits, _align == '\0' ? '>' : _align);
        }

        return sign + Strings.Pad(_budget, digits, (long)_width - sign.Length - digits.Length, 0, _fill);
    }

    private string Real(JinjaValue value)
    {
        if (_type == '\0')
        {
            var number = Math.Abs(value.Number);
            return _precision is { } digits && double.IsFinite(number) && digits <= JinjaLimits.FormatPrecision
                ? FloatText.General(number, digits, 'e')
                : FloatText.Repr(number);
        }

        return _type is 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or '%' ? NumberFormat.Float(value.Number, _type, _precision) : throw Unknown(value);
    }

    private string Align(string text, char align)
    {
        var missing = Math.Max(0, (long)_width - CodePoints.Count(text));
        var left = align switch { '<' => 0, '^' => missing / 2, _ => missing };
        return Strings.Pad(_budget, text, left, missing - left, _fill);
    }

    private JinjaFault Unknown(JinjaValue value) => new($"the format does not fit a value of type '{value.TypeName}'");

    private static int? ReadSize(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at == start ? null
            : int.TryParse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size
            : throw new JinjaFault("a format asks for too many letters");
    }
}
