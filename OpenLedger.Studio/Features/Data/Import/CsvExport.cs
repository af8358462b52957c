using CsvHelper;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>How tables leave the studio.</summary>
internal static class CsvExport
{
    // Table programs tell UTF-8 by the mark; quotes around every cell keep blanks at its ends.
    private static readonly CsvWriterOptions Options = CsvWriterOptions.Default with { Quoting = CsvQuoting.Always, WriteByteOrderMark = true };

    public static CsvWriter Open(Stream output) => CsvWriter.Create(output, Options, leaveOpen: true);

    public static string[] Protected(string[] cells) => Array.ConvertAll(cells, FormulaGuard.Protected);
}
