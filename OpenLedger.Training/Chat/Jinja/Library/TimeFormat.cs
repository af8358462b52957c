using System.Globalization;
using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Library;

/// <summary>Python's <c>strftime</c> with English names, whatever the culture of the machine.</summary>
internal static class TimeFormat
{
    public static string Format(JinjaBudget budget, DateTimeOffset time, string format)
    {
        var sink = new TextSink(budget);
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                sink.Append(format[i]);
                continue;
            }

            i++;
            var bare = format[i] == '-' && i + 1 < format.Length;
            var part = Part(time, bare ? format[++i] : format[i]);
            sink.Append(part is null ? format.AsSpan(bare ? i - 2 : i - 1, bare ? 3 : 2) : bare ? WithoutZeros(part) : part);
        }

        return sink.ToString();
    }

    private static string WithoutZeros(string number) => number.TrimStart('0', ' ') is { Length: > 0 } rest ? rest : "0";

    private static string? Part(DateTimeOffset time, char directive) => directive switch
    {
        'a' => Say(time, "ddd"),
        'A' => Say(time, "dddd"),
        'b' or 'h' => Say(time, "MMM"),
        'B' => Say(time, "MMMM"),
        'c' => string.Create(CultureInfo.InvariantCulture, $"{Say(time, "ddd MMM")} {time.Day,2} {Say(time, "HH:mm:ss yyyy")}"),
        'C' => (time.Year / 100).ToString("00", CultureInfo.InvariantCulture),
        'd' => Say(time, "dd"),
        'D' or 'x' => Say(time, "MM/dd/yy"),
        'e' => time.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2),
        'f' => Say(time, "ffffff"),
        'F' => Say(time, "yyyy-MM-dd"),
        'G' => ISOWeek.GetYear(time.DateTime).ToString("0000", CultureInfo.InvariantCulture),
        'H' => Say(time, "HH"),
        'I' => Say(time, "hh"),
        'j' => time.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
        'm' => Say(time, "MM"),
        'M' => Say(time, "mm"),
        'n' => "\n",
        'p' => Say(time, "tt"),
        'r' => Say(time, "hh:mm:ss tt"),
        'R' => Say(time, "HH:mm"),
        's' => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        'S' => Say(time, "ss"),
        't' => "\t",
        'T' or 'X' => Say(time, "HH:mm:ss"),
        'u' => (time.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)time.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'U' => ((time.DayOfYear + 6 - (int)time.DayOfWeek) / 7).ToString("00", CultureInfo.InvariantCulture),
        'V' => ISOWeek.GetWeekOfYear(time.DateTime).ToString("00", CultureInfo.InvariantCulture),
        'w' => ((int)time.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'W' => ((time.DayOfYear + 6 - (((int)time.DayOfWeek + 6) % 7)) / 7).ToString("00", CultureInfo.InvariantCulture),
        'y' => Say(time, "yy"),
        'Y' => time.Year.ToString("0000", CultureInfo.InvariantCulture),
        'z' or 'Z' => string.Empty, // Python's datetime.now() knows no zone.
        '%' => "%",
        _ => null,
    };

    private static string Say(DateTimeOffset time, string format) => time.ToString(format, CultureInfo.InvariantCulture);
}
