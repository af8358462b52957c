using System.Globalization;
using System.Numerics;
using OpenLedger.Training.Chat.Jinja.Evaluation;
using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Library;

/// <summary>Filters that make numbers.</summary>
internal static class NumberFilters
{
    private const int LargestBase = 36;

    public static JinjaValue Abs(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        arguments.Bind("abs", 0);
        return value.IsWhole ? JinjaValue.Of(BigInteger.Abs(value.Big))
            : value.Kind == JinjaKind.Float ? JinjaValue.Of(Math.Abs(value.Float))
            : throw new JinjaFault(value.IsUndefined ? value.Hint : $"bad operand type for abs(): '{value.TypeName}'");
    }

    public static JinjaValue Int(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        var bound = arguments.Bind("int", 0, "default", "base");
        if (value.IsWhole)
        {
            return JinjaValue.Of(value.Big);
        }

        if (value.Kind == JinjaKind.Float)
        {
            return double.IsInfinity(value.Float) ? throw new JinjaFault("cannot convert float infinity to integer")
                : double.IsNaN(value.Float) ? bound[0] ?? JinjaValue.Of(0L)
                : JinjaValue.Of(new BigInteger(value.Float));
        }

        if (value.IsUndefined)
        {
            throw new JinjaFault(value.Hint);
        }

        var number = value.IsText ? Parse(run.Budget, value.Text, bound[1] is { } radix ? Library.Whole.Of(radix, "int") : 10) : null;
        return number is { } whole ? JinjaValue.Of(whole) : bound[0] ?? JinjaValue.Of(0L);
    }

    public static JinjaValue Float(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        var fallback = arguments.Bind("float", 0, "default")[0] ?? JinjaValue.Of(0.0);
        if (value.IsUndefined)
        {
            throw new JinjaFault(value.Hint);
        }

        run.Budget.Scan(value.IsText ? value.Text.Length : 0);
        return value.IsNumber ? JinjaValue.Of(value.Number)
            : value.IsText && PythonText.ParseFloat(value.Text) is { } number ? JinjaValue.Of(number)
            : fallback;
    }

    public static JinjaValue Round(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        var bound = arguments.Bind("round", 0, "precision", "method");
        var precision = bound[0] is { } p ? Library.Whole.Of(p, "round") : 0;
        var method = Strings.Optional(bound[1], "round") ?? "common";
        if (!value.IsNumber || Math.Abs(precision) > JinjaLimits.FormatPrecision)
        {
            throw new JinjaFault(value.IsUndefined ? value.Hint : $"round() cannot round '{value.TypeName}' to {precision} digits");
        }

        var scale = Math.Pow(10, precision);
        return method switch
        {
            "common" when value.IsWhole && precision >= 0 => JinjaValue.Of(value.Big),
            "common" when precision >= 0 => JinjaValue.Of(RoundFloat(value.Float, (int)precision)),
            "common" when value.IsWhole => JinjaValue.Of(new BigInteger(Math.Round(value.Number * scale)) * BigInteger.Pow(10, (int)-precision)),
            "common" => JinjaValue.Of(Math.Round(value.Float * scale) / scale),
            "ceil" => JinjaValue.Of(Math.Ceiling(value.Number * scale) / scale),
            "floor" => JinjaValue.Of(Math.Floor(value.Number * scale) / scale),
            _ => throw new JinjaFault("round() has the methods common, ceil and floor"),
        };
    }

    public static JinjaValue Sum(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        var bound = arguments.Bind("sum", 0, "attribute", "start");
        var sum = bound[1] ?? JinjaValue.Of(0L);
        if (sum.IsText)
        {
            throw new JinjaFault("sum() can't sum strings [use ''.join(seq) instead]");
        }

        foreach (var item in ValueSequence.Iterate(run.Budget, value))
        {
            var part = bound[0] is { IsNone: false } path ? AttributePath.Of(path).Get(run, item) : item;
            sum = Arithmetic.Add(run.Budget, sum, part);
        }

        return sum;
    }

    private static double RoundFloat(double value, int precision)
        => double.IsFinite(value) ? double.Parse(FloatText.Fixed(value, precision), CultureInfo.InvariantCulture) : value;

    /// <summary>Python's <c>int(text, base)</c>, else the whole part of <c>float(text)</c>, else null.</summary>
    private static BigInteger? Parse(JinjaBudget budget, string text, long radix)
    {
        budget.Scan(text.Length);
        var number = PythonText.Trim(text);
        if (number.Length > JinjaLimits.IntegerBits / 3)
        {
            return null;
        }

        if (ParseWhole(number, radix) is { } whole)
        {
            return whole;
        }

        return PythonText.ParseFloat(number) is { } real && double.IsFinite(real) ? new BigInteger(real) : null;
    }

    private static BigInteger? ParseWhole(string text, long radix)
    {
        var negative = text.StartsWith('-');
        var digits = negative || text.StartsWith('+') ? text[1..] : text;
        var prefix = digits.Length > 2 && digits[0] == '0' ? char.ToLowerInvariant(digits[1]) : '\0';
        var named = prefix switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 };
        if (named != 0 && (radix == named || radix == 0))
        {
            (digits, radix) = (digits[2..], named);
        }

        radix = radix == 0 ? 10 : radix;
        if (radix is < 2 or > LargestBase || digits.Length == 0 || !PythonText.UnderscoresAreBetweenDigits(digits))
        {
            return null;
        }

        var number = BigInteger.Zero;
        foreach (var character in digits)
        {
            if (character == '_')
            {
                continue;
            }

            var digit = char.IsAsciiDigit(character) ? character - '0' : char.IsAsciiLetter(character) ? char.ToLowerInvariant(character) - 'a' + 10 : LargestBase;
            if (digit >= radix)
            {
                return null;
            }

            number = (number * radix) + digit;
        }

        return negative ? -number : number;
    }
}
