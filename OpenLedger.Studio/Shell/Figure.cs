using System.Globalization;

namespace OpenLedger.Studio.Shell;

/// <summary>A number to stand in the gap of a sentence, so precise: written with the reader's decimal sign on a page, and with a point in a log.</summary>
internal readonly record struct Figure(double? Value, string Places) : IFormattable
{
    public override string ToString() => ToString(null, CultureInfo.InvariantCulture);

    public string ToString(string? format, IFormatProvider? formatProvider) => Value is { } known ? known.ToString(Places, formatProvider) : "–";
}
