using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>The rows of one sheet of a workbook. Of a formula its saved result is read, never the formula.</summary>
internal sealed class WorkbookRows(ImportFile file, string sheet, bool hasHeader, ImportLimits limits) : RowSource
{
    private static readonly HashSet<string> Errors = ["#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "#NULL!", "#NUM!"];

    private IReadOnlyList<string>? _columns;
    private FileStream? _stream;

    public override double Done => _stream is { CanSeek: true, Length: > 0 } stream ? Math.Min(1, (double)stream.Position / stream.Length) : 0;

    /// <summary>The sheets of a workbook that was looked through before.</summary>
    public static IReadOnlyList<string> Sheets(ImportFile file)
    {
        using var stream = file.Open();
        return Guarded(() => MiniExcel.GetSheetNames(stream));
    }

    public override IEnumerable<SourceRow> Rows(CancellationToken cancellation)
    {
        var guard = WorkbookGuard.Check(file, limits, cancellation);
        _stream = file.Open();
        var configuration = new OpenXmlConfiguration { FillMergedCells = false };
        using var rows = Guarded(() => MiniExcel.Query(_stream, useHeaderRow: false, sheetName: sheet, excelType: ExcelType.XLSX, startCell: "A1", configuration: configuration).GetEnumerator());
        for (var number = 1; Guarded(rows.MoveNext); number++)
        {
            cancellation.ThrowIfCancellationRequested();
            var cells = ((IDictionary<string, object?>)rows.Current).Values.Select(Text).ToArray();
            if (Array.TrueForAll(cells, string.IsNullOrWhiteSpace))
            {
                continue;
            }

            if (_columns is null)
            {
                _columns = HeaderGuess.Names(cells.Select(cell => cell ?? string.Empty).ToArray(), hasHeader);
                if (hasHeader)
                {
                    continue;
                }
            }

            yield return Row(number, cells, guard);
        }
    }

    public override void Dispose() => _stream?.Dispose();

    private SourceRow Row(int number, string?[] cells, WorkbookGuard guard)
    {
        var (fields, characters) = (new JsonObject(), 0L);
        for (var index = 0; index < Math.Min(cells.Length, _columns!.Count); index++)
        {
            var cell = cells[index];
            if (cell is not null && Errors.Contains(cell))
            {
                return SourceRow.Unreadable(number, ProblemKind.Field, new Wording("The cell shows the error {0}. Repair its formula, or write the text.", cell), Raw(cells), _columns[index]);
            }

            if (string.IsNullOrEmpty(cell) && guard.WithoutResult.Contains((number, index + 1)))
            {
                return SourceRow.Unreadable(number, ProblemKind.Field, new Wording("The cell holds a formula without a saved result. Open the workbook in your table program, and save it."), Raw(cells), _columns[index]);
            }

            characters += cell?.Length ?? 0;
            fields[_columns[index]] = cell;
        }

        return characters <= limits.RowBytes
            ? new SourceRow(number, fields)
            : SourceRow.Unreadable(number, ProblemKind.TooLong, new Wording("The row is longer than {0} MB. Cut it into several.", limits.RowBytes >> 20), string.Empty);
    }

    private static string Raw(string?[] cells) => string.Join('\t', cells);

    private static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    /// <summary>What the library throws at a damaged workbook has many types; to a person it is one thing.</summary>
    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is XmlException or InvalidDataException or IOException or InvalidOperationException or FormatException or KeyNotFoundException
            or ArgumentException or NullReferenceException or IndexOutOfRangeException or OverflowException or NotSupportedException or InvalidCastException)
        {
            throw new UnreadableFileException(new Wording("The workbook cannot be read on ({0}). Open it in your table program, and save it again.", exception.Message.TrimEnd('.')));
        }
    }
}
