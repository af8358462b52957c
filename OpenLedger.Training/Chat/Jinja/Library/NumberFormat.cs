using System.Globalization;
using System.Numerics;
using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Library;

/// <summary>Numbers in the forms that <c>%</c> and <c>format</c> share.</summary>
internal static class NumberFormat
{
    private const int DefaultPrecision = 6;

    /// <summary>A whole number in base 2, 8, 10 or 16, without sign; <paramref name="type"/> is b, o, d, x or X.</summary>
    public static string Whole(BigInteger number, char type, bool withPrefix)
    {
        var magnitude = BigInteger.Abs(number);
        var digits = type switch
        {
            'x' => TrimZeros(magnitude.ToString("x", CultureInfo.InvariantCulture)),
            'X' => TrimZeros(magnitude.ToString("X", CultureInfo.InvariantCulture)),
            'o' => InBase(magnitude, 8),
            'b' => InBase(magnitude, 2),
            _ => magnitude.ToString(CultureInfo.InvariantCulture),
        };
        return withPrefix && type is 'x' or 'X' or 'o' or 'b' ? $"0{type}{digits}" : digits;
    }

    /// <summary>A float as <c>e f g %</c> (or upper case), without sign.</summary>
    public static string Float(double number, char type, int? precision)
    {
        var digits = precision ?? DefaultPrecision;
        if (digits > JinjaLimits.FormatPrecision)
        {
            throw new JinjaFault($"a format asks for more than {JinjaLimits.FormatPrecision} digits");
        }

        number = Math.Abs(number);
        var lower = char.ToLowerInvariant(type);
        var scaled = lower == '%' ? number * 100 : number;
        var text = FloatText.NotFinite(scaled) ?? lower switch
        {
            'e' => FloatText.Scientific(scaled, digits, 'e'),
            'g' => FloatText.General(scaled, digits, 'e'),
            _ => FloatText.Fixed(scaled, digits),
        };
        return (char.IsAsciiLetterUpper(type) ? text.ToUpperInvariant() : text) + (lower == '%' ? "%" : string.Empty);
    }

    /// <summary>Digits in groups of three.</summary>
    public static string Grouped(string digits, char separator)
    {
        var end = digits.AsSpan().IndexOfAny(".eE%");
        end = end < 0 ? digits.Length : end;
        for (var at = end - 3; at > 0; at -= 3)
        {
            digits = digits.Insert(at, separator.ToString());
        }

        return digits;
    }

    private static string TrimZeros(string digits) => digits.TrimStart('0') is { Length: > 0 } rest ? rest : "0";

    private static string InBase(BigInteger number, int radix)
    {
        if (number.IsZero)
        {
            return "0";
        }

        var digits = new Stack<char>();
        for (; !number.IsZero; number /= radix)
        {
            digits.Push((char)('0' + (int)(number % radix)));
        }

        return new string([.. digits]);
    }
}
