using System.Numerics;

namespace OpenLedger.Training.Chat.Jinja.Values;

/// <summary>The operators <c>+ - * / // % **</c> as Python computes them.</summary>
internal static class Arithmetic
{
    public static JinjaValue Add(JinjaBudget budget, JinjaValue left, JinjaValue right)
    {
        if (left.IsWhole && right.IsWhole)
        {
            return Whole(left, right, (a, b) => a + b, (a, b) => a + b);
        }

        if (left.IsNumber && right.IsNumber)
        {
            return JinjaValue.Of(left.Number + right.Number);
        }

        if (left.IsText && right.IsText)
        {
            return left.IsMarkup || right.IsMarkup ? AddMarkup(budget, left, right) : JinjaValue.Of(Join(budget, left.Text, right.Text));
        }

        if (left.Kind == right.Kind && left.Kind is JinjaKind.List or JinjaKind.Tuple)
        {
            budget.Items((long)left.Items.Length + right.Items.Length);
            return left.With([.. left.Items, .. right.Items]);
        }

        throw left.IsText && !right.IsUndefined
            ? new JinjaFault($"can only concatenate str (not \"{right.TypeName}\") to str")
            : Unsupported("+", left, right);
    }

    public static JinjaValue Subtract(JinjaValue left, JinjaValue right)
    {
        if (left.IsWhole && right.IsWhole)
        {
            return Whole(left, right, (a, b) => a - b, (a, b) => a - b);
        }

        return left.IsNumber && right.IsNumber ? JinjaValue.Of(left.Number - right.Number) : throw Unsupported("-", left, right);
    }

    public static JinjaValue Multiply(JinjaBudget budget, JinjaValue left, JinjaValue right)
    {
        if (left.IsWhole && right.IsWhole)
        {
            return Whole(left, right, (a, b) => a * b, (a, b) => a * b);
        }

        if (left.IsNumber && right.IsNumber)
        {
            return JinjaValue.Of(left.Number * right.Number);
        }

        if (right.IsWhole)
        {
            return Repeat(budget, left, right) ?? throw Unsupported("*", left, right);
        }

        return (left.IsWhole ? Repeat(budget, right, left) : null) ?? throw Unsupported("*", left, right);
    }

    public static JinjaValue Divide(JinjaValue left, JinjaValue right)
    {
        var (a, b) = Numbers("/", left, right);
        return b != 0 ? JinjaValue.Of(a / b) : throw new JinjaFault("division by zero");
    }

    public static JinjaValue FloorDivide(JinjaValue left, JinjaValue right)
    {
        if (left.IsWhole && right.IsWhole)
        {
            return JinjaValue.Of(Floor(left.Big, right.Big).Quotient);
        }

        var (a, b) = Numbers("//", left, right);
        var rest = FloatRest(a, b);
        var quotient = (a - rest) / b;
        var floor = Math.Floor(quotient);
        return JinjaValue.Of(quotient == 0 ? Math.CopySign(0, a / b) : quotient - floor > 0.5 ? floor + 1 : floor);
    }

    public static JinjaValue Rest(JinjaBudget budget, JinjaValue left, JinjaValue right)
    {
        if (left.IsText)
        {
            return JinjaValue.Of(Library.PercentFormat.Format(budget, left.Text, right));
        }

        if (left.IsWhole && right.IsWhole)
        {
            return JinjaValue.Of(Floor(left.Big, right.Big).Modulo);
        }

        var (a, b) = Numbers("%", left, right);
        return JinjaValue.Of(FloatRest(a, b));
    }

    public static JinjaValue Power(JinjaValue left, JinjaValue right)
    {
        if (left.IsWhole && right.IsWhole && right.Big.Sign >= 0)
        {
            var size = Math.Max(left.Big.GetBitLength() - 1, left.Big.IsOne || left.Big.IsZero || left.Big == BigInteger.MinusOne ? 0 : 1);
            if (right.Big * size > JinjaLimits.IntegerBits)
            {
                throw new JinjaFault($"it makes a whole number of more than {JinjaLimits.IntegerBits} bits");
            }

            return JinjaValue.Of(size == 0 ? SmallPower(left.Big, right.Big) : BigInteger.Pow(left.Big, (int)right.Big));
        }

        var (a, b) = Numbers("**", left, right);
        var power = Math.Pow(a, b);
        if (a == 0 && b < 0)
        {
            throw new JinjaFault("0.0 cannot be raised to a negative power");
        }

        return double.IsFinite(power) || !double.IsFinite(a) || !double.IsFinite(b)
            ? JinjaValue.Of(power)
            : throw new JinjaFault("the result of ** is out of range");
    }

    public static JinjaValue Negate(JinjaValue value)
    {
        if (value.IsWhole)
        {
            return JinjaValue.Of(-value.Big);
        }

        return value.Kind == JinjaKind.Float ? JinjaValue.Of(-value.Float) : throw BadOperand("-", value);
    }

    public static JinjaValue Plus(JinjaValue value)
        => value.IsWhole ? JinjaValue.Of(value.Big) : value.Kind == JinjaKind.Float ? value : throw BadOperand("+", value);

    /// <summary>Text as HTML writes it, with the entities that Python's MarkupSafe uses.</summary>
    public static string Escape(JinjaBudget budget, string text)
    {
        budget.Text((long)text.Length * "&quot;".Length);
        return EscapeHtml(text);
    }

    /// <summary>What an operator says that does not know its operands.</summary>
    public static JinjaFault Unsupported(string sign, JinjaValue left, JinjaValue right)
        => left.IsUndefined || right.IsUndefined
            ? new JinjaFault(left.IsUndefined ? left.Hint : right.Hint)
            : new JinjaFault($"unsupported operand type(s) for {sign}: '{left.TypeName}' and '{right.TypeName}'");

    private static JinjaFault BadOperand(string sign, JinjaValue value)
        => new(value.IsUndefined ? value.Hint : $"bad operand type for unary {sign}: '{value.TypeName}'");

    private static BigInteger SmallPower(BigInteger number, BigInteger power)
        => power.IsZero || (number == BigInteger.MinusOne && power.IsEven) ? BigInteger.One : number;

    private static JinjaValue Whole(JinjaValue left, JinjaValue right, Func<Int128, Int128, Int128> small, Func<BigInteger, BigInteger, BigInteger> big)
    {
        if (left.IsBig || right.IsBig)
        {
            return JinjaValue.Of(big(left.Big, right.Big));
        }

        var result = small(left.Whole, right.Whole);
        return result >= long.MinValue && result <= long.MaxValue ? JinjaValue.Of((long)result) : JinjaValue.Of((BigInteger)result);
    }

    private static (double Left, double Right) Numbers(string sign, JinjaValue left, JinjaValue right)
        => left.IsNumber && right.IsNumber ? (left.Number, right.Number) : throw Unsupported(sign, left, right);

    private static (BigInteger Quotient, BigInteger Modulo) Floor(BigInteger left, BigInteger right)
    {
        if (right.IsZero)
        {
            throw new JinjaFault("integer division or modulo by zero");
        }

        var quotient = BigInteger.DivRem(left, right, out var rest);
        return !rest.IsZero && rest.Sign != right.Sign ? (quotient - 1, rest + right) : (quotient, rest);
    }

    private static double FloatRest(double left, double right)
    {
        if (right == 0)
        {
            throw new JinjaFault("float modulo by zero");
        }

        var rest = left % right;
        return rest == 0 ? Math.CopySign(0, right) : rest < 0 != right < 0 ? rest + right : rest;
    }

    private static JinjaValue? Repeat(JinjaBudget budget, JinjaValue value, JinjaValue times)
    {
        var length = value.IsText ? value.Text.Length : value.Kind is JinjaKind.List or JinjaKind.Tuple ? value.Items.Length : -1;
        if (length < 0)
        {
            return null;
        }

        var total = BigInteger.Max(times.Big, 0) * length;
        var size = total > int.MaxValue ? int.MaxValue : (int)total;
        if (value.IsText)
        {
            budget.Text(size);
            return JinjaValue.Of(string.Create(size, value.Text, static (target, text) => Fill<char>(target, text)));
        }

        budget.Items(size);
        var items = new JinjaValue[size];
        Fill<JinjaValue>(items, value.Items);
        return value.With(items);
    }

    private static void Fill<T>(Span<T> target, ReadOnlySpan<T> pattern)
    {
        for (var i = 0; i < target.Length; i += pattern.Length)
        {
            pattern.CopyTo(target[i..]);
        }
    }

    private static string Join(JinjaBudget budget, string left, string right)
    {
        budget.Text((long)left.Length + right.Length);
        return left + right;
    }

    private static JinjaValue AddMarkup(JinjaBudget budget, JinjaValue left, JinjaValue right)
        => JinjaValue.Markup(Join(budget, Escaped(budget, left), Escaped(budget, right)));

    private static string Escaped(JinjaBudget budget, JinjaValue text) => text.IsMarkup ? text.Text : Escape(budget, text.Text);

    private static string EscapeHtml(string text)
        => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal)
            .Replace("\"", "&#34;", StringComparison.Ordinal);
}
