using System.Globalization;

namespace OpenLedger.Datanets.Json;

/// <summary>A double as ECMAScript prints it (ECMA-262, Number::toString), which RFC 8785 section 3.2.2.3 asks for.</summary>
internal static class CanonicalNumber
{
    private const int MostPlaces = 21;
    private const int LeastPoint = -6;

    public static string Text(double number)
    {
        if (!double.IsFinite(number))
        {
            throw new ArgumentException("JSON has no spelling for a number that is not finite.", nameof(number));
        }

        if (number == 0)
        {
            return "0";
        }

        // "R" gives the fewest digits that read back as the same number; only their layout differs from ECMAScript's.
        var (digits, point) = Take(Math.Abs(number).ToString("R", CultureInfo.InvariantCulture));
        var text = point switch
        {
            _ when digits.Length <= point && point <= MostPlaces => digits.PadRight(point, '0'),
            > 0 and <= MostPlaces => $"{digits[..point]}.{digits[point..]}",
            > LeastPoint and <= 0 => $"0.{new string('0', -point)}{digits}",
            _ => Exponential(digits, point - 1),
        };
        return number < 0 ? "-" + text : text;
    }

    /// <summary>The digits without zeros around them, and where the decimal point stands before them: 0.digits × 10^point.</summary>
    private static (string Digits, int Point) Take(string written)
    {
        var exponentAt = written.IndexOf('E', StringComparison.Ordinal);
        var exponent = exponentAt < 0 ? 0 : int.Parse(written.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = exponentAt < 0 ? written : written[..exponentAt];
        var pointAt = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var leading = digits.Length - digits.TrimStart('0').Length;
        return (digits.Trim('0'), (pointAt < 0 ? mantissa.Length : pointAt) - leading + exponent);
    }

    private static string Exponential(string digits, int exponent)
    {
        var fraction = digits.Length == 1 ? "" : $".{digits[1..]}";
        return string.Create(CultureInfo.InvariantCulture, $"{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}");
    }
}
