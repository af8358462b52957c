using System.Globalization;

namespace OpenLedger.Studio.Shell;

/// <summary>So many bytes, to stand in the gap of a sentence: written with the reader's decimal sign.</summary>
internal readonly record struct ByteSize(long Bytes) : IFormattable
{
    private const double Kilo = 1e3;
    private const double Mega = 1e6;
    private const double Giga = 1e9;

    public override string ToString() => ToString(null, CultureInfo.InvariantCulture);

    public string ToString(string? format, IFormatProvider? formatProvider) => Bytes switch
    {
        >= (long)Giga => (Bytes / Giga).ToString("0.#", formatProvider) + " GB",
        >= (long)Mega => (Bytes / Mega).ToString("0.#", formatProvider) + " MB",
        _ => Math.Ceiling(Bytes / Kilo).ToString("0", formatProvider) + " kB",
    };
}
