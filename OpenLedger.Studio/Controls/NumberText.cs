using System.Globalization;

namespace OpenLedger.Studio.Controls;

/// <summary>Numbers as people read them, in the language of the page.</summary>
public static class NumberText
{
    private const double Kilo = 1e3;
    private const double Mega = 1e6;
    private const double Giga = 1e9;

    /// <summary>9,840</summary>
    public static string Whole(double value) => value.ToString("#,0", CultureInfo.CurrentCulture);

    /// <summary>1.86 M</summary>
    public static string Brief(double value) => value switch
    {
        >= Giga => (value / Giga).ToString("0.##", CultureInfo.CurrentCulture) + " B",
        >= Mega => (value / Mega).ToString("0.##", CultureInfo.CurrentCulture) + " M",
        >= Kilo => (value / Kilo).ToString("0.#", CultureInfo.CurrentCulture) + " k",
        _ => value.ToString("0", CultureInfo.CurrentCulture),
    };

    /// <summary>1.234: how wrong answers are, in three places; a dash where that is not known.</summary>
    public static string Loss(double? value) => value?.ToString("0.000", CultureInfo.CurrentCulture) ?? "–";

    /// <summary>3.8 MB</summary>
    public static string Bytes(double value) => value switch
    {
        >= Giga => (value / Giga).ToString("0.#", CultureInfo.CurrentCulture) + " GB",
        >= Mega => (value / Mega).ToString("0.#", CultureInfo.CurrentCulture) + " MB",
        _ => Math.Ceiling(value / Kilo).ToString("0", CultureInfo.CurrentCulture) + " kB",
    };
}
