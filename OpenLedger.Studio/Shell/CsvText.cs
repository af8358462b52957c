namespace OpenLedger.Studio.Shell;

/// <summary>Values as cells of a CSV file that a spreadsheet opens without computing anything.</summary>
internal static class CsvText
{
    private const string Begins = "=+-@\t\r";

    /// <summary>A line of cells, ended as RFC 4180 says.</summary>
    public static string Line(params IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    /// <summary>A cell; what a spreadsheet would take for a formula begins with an apostrophe. Numbers stay numbers.</summary>
    public static string Cell(string? text)
    {
        text ??= string.Empty;
        var isNumber = double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _) && !text.StartsWith('+');
        if (text.Length > 0 && Begins.Contains(text[0], StringComparison.Ordinal) && !isNumber)
        {
            text = "'" + text;
        }

        return text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
