using System.Globalization;

namespace OpenLedger.Studio.Controls;

/// <summary>Numbers as people read them.</summary>
public static class NumberText
{
    private const double Kilo = 1e3;
    private const double Mega = 1e6;
    private const double Giga = 1e9;

    /// <summary>9,840</summary>
    public static string Whole(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>1.86 M</summary>
    public static string Brief(double value) => value switch
    {
        >= Giga => (value / Giga).ToString("0.##", CultureInfo.InvariantCulture) + " B",
        >= Mega => (value / Mega).ToString("0.##", CultureInfo.InvariantCulture) + " M",
        >= Kilo => (value / Kilo).ToString("0.#", CultureInfo.InvariantCulture) + " k",
        _ => value.ToString("0", CultureInfo.InvariantCulture),
    };

    /// <summary>3.8 MB</summary>
    public static string Bytes(double value) => value switch
    {
        >= Giga => (value / Giga).ToString("0.#", CultureInfo.InvariantCulture) + " GB",
        >= Mega => (value / Mega).ToString("0.#", CultureInfo.InvariantCulture) + " MB",
        _ => Math.Ceiling(value / Kilo).ToString("0", CultureInfo.InvariantCulture) + " kB",
    };
}
