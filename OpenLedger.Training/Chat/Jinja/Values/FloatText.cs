using System.Globalization;
using System.Numerics;

namespace OpenLedger.Training.Chat.Jinja.Values;

/// <summary>Floats as Python writes them: the shortest form that reads back, and forms with a fixed number of digits.</summary>
internal static class FloatText
{
    private const int SmallestPlainExponent = -4;
    private const int LargestPlainExponent = 16;
    private const int MantissaBits = 52;
    private const int ExponentBias = 1075;

    /// <summary>Python's <c>repr</c>: <c>1.0</c>, <c>1e-05</c>, <c>1e+16</c>.</summary>
    public static string Repr(double value)
    {
        if (NotFinite(value) is { } name)
        {
            return name;
        }

        var (digits, exponent) = Shortest(Math.Abs(value));
        var sign = double.IsNegative(value) ? "-" : string.Empty;
        if (exponent < SmallestPlainExponent || exponent >= LargestPlainExponent)
        {
            var mantissa = digits.Length == 1 ? digits : $"{digits[0]}.{digits[1..]}";
            return $"{sign}{mantissa}{ExponentSuffix(exponent, 'e')}";
        }

        if (exponent < 0)
        {
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        }

        return exponent + 1 >= digits.Length
            ? $"{sign}{digits.PadRight(exponent + 1, '0')}.0"
            : $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }

    /// <summary><c>inf</c>, <c>-inf</c>, <c>nan</c>; null for every other number.</summary>
    public static string? NotFinite(double value)
        => double.IsNaN(value) ? "nan" : double.IsPositiveInfinity(value) ? "inf" : double.IsNegativeInfinity(value) ? "-inf" : null;

    /// <summary>Digits after the point as given, rounded exactly and half to even, as C's <c>%.nf</c>. For finite numbers.</summary>
    public static string Fixed(double value, int precision)
    {
        var (mantissa, exponent) = Parts(value);
        var scaled = Round(mantissa * BigInteger.Pow(10, precision), exponent);
        var text = scaled.ToString(CultureInfo.InvariantCulture).PadLeft(precision + 1, '0');
        var point = text.Length - precision;
        return (double.IsNegative(value) ? "-" : string.Empty) + (precision == 0 ? text : $"{text[..point]}.{text[point..]}");
    }

    /// <summary>One digit before the point and the given number after it, as C's <c>%.ne</c>. For finite numbers.</summary>
    public static string Scientific(double value, int precision, char letter)
    {
        var (digits, exponent) = Significant(value, precision + 1);
        var sign = double.IsNegative(value) ? "-" : string.Empty;
        var mantissa = precision == 0 ? digits : $"{digits[0]}.{digits[1..]}";
        return $"{sign}{mantissa}{ExponentSuffix(exponent, letter)}";
    }

    /// <summary>The given number of significant digits without trailing zeros, as C's <c>%.ng</c>. For finite numbers.</summary>
    public static string General(double value, int precision, char letter)
    {
        precision = Math.Max(precision, 1);
        var (_, exponent) = Significant(value, precision);
        var plain = exponent >= SmallestPlainExponent && exponent < precision;
        var text = plain ? Fixed(value, precision - 1 - exponent) : Scientific(value, precision - 1, letter);
        var end = plain ? text.Length : text.IndexOf(letter, StringComparison.Ordinal);
        var number = text[..end];
        return (number.Contains('.', StringComparison.Ordinal) ? number.TrimEnd('0').TrimEnd('.') : number) + text[end..];
    }

    private static string ExponentSuffix(int exponent, char letter)
        => string.Create(CultureInfo.InvariantCulture, $"{letter}{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");

    /// <summary>The shortest digits that read back, and the decimal exponent of the first.</summary>
    private static (string Digits, int Exponent) Shortest(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var end = text.IndexOf('E', StringComparison.Ordinal);
        var mantissa = end < 0 ? text : text[..end];
        var exponent = end < 0 ? 0 : int.Parse(text.AsSpan(end + 1), CultureInfo.InvariantCulture);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = mantissa.Replace(".", string.Empty, StringComparison.Ordinal);
        var leading = digits.Length - digits.TrimStart('0').Length;
        digits = digits.Trim('0');
        return digits.Length == 0 ? ("0", 0) : (digits, exponent + (point < 0 ? mantissa.Length : point) - 1 - leading);
    }

    private static (string Digits, int Exponent) Significant(double value, int count)
    {
        if (value == 0)
        {
            return (new string('0', count), 0);
        }

        var (mantissa, binary) = Parts(value);
        var exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        while (true)
        {
            var shift = count - 1 - exponent;
            var digits = shift >= 0
                ? Round(mantissa * BigInteger.Pow(10, shift), binary)
                : RoundDivide(binary >= 0 ? mantissa << binary : mantissa, BigInteger.Pow(10, -shift) * (binary >= 0 ? 1 : BigInteger.One << -binary));
            var text = digits.ToString(CultureInfo.InvariantCulture);
            if (text.Length == count)
            {
                return (text, exponent);
            }

            exponent += text.Length > count ? 1 : -1;
        }
    }

    private static (BigInteger Mantissa, int Exponent) Parts(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> MantissaBits) & 0x7FF);
        var mantissa = bits & ((1L << MantissaBits) - 1);
        return exponent == 0 ? (mantissa, 1 - ExponentBias) : (mantissa | (1L << MantissaBits), exponent - ExponentBias);
    }

    private static BigInteger Round(BigInteger number, int exponent)
        => exponent >= 0 ? number << exponent : RoundDivide(number, BigInteger.One << -exponent);

    private static BigInteger RoundDivide(BigInteger number, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(number, divisor, out var rest);
        var twice = (rest * 2).CompareTo(divisor);
        return twice > 0 || (twice == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }
}
