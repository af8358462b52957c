using System.Globalization;

namespace OpenLedger.Training.Recipes;

/// <summary>Writes numbers as the field writes them: 0.5, 16, 2e-4.</summary>
internal static class KnobNumber
{
    /// <summary>The shortest text that reads back as the same number.</summary>
    public static string Text(double number)
    {
        var size = Math.Abs(number);
        if (size is 0 or (>= 0.01 and < 1e7))
        {
            return number.ToString("R", CultureInfo.InvariantCulture);
        }

        var digits = number.ToString("E16", CultureInfo.InvariantCulture);
        for (var precision = 0; precision < 16; precision++)
        {
            var shorter = number.ToString($"E{precision}", CultureInfo.InvariantCulture);
            if (double.Parse(shorter, CultureInfo.InvariantCulture) == number)
            {
                digits = shorter;
                break;
            }
        }

        var split = digits.IndexOf('E', StringComparison.Ordinal);
        var exponent = int.Parse(digits.AsSpan(split + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{digits[..split]}e{exponent}");
    }
}
