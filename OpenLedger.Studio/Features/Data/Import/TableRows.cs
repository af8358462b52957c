using System.Text;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using CsvHelper;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>
/// The rows of a table in text. A quote that is never closed would swallow everything behind it: where a broken row goes over several
/// lines, its first line is set aside and reading goes on at the next.
/// </summary>
internal sealed class TableRows(ImportFile file, string encoding, char delimiter, bool hasHeader, ImportLimits limits) : RowSource
{
    private const int MostNewStarts = 200;
    private const int LongestBeginning = 2_000;

    private readonly SourceBytes _bytes = new(file, encoding);
    private IReadOnlyList<string>? _columns;
    private CsvMalformedReason? _malformed;
    private long _offset;
    private long _linesBefore;

    public override double Done => _bytes.Done;

    public override IEnumerable<SourceRow> Rows(CancellationToken cancellation)
    {
        _offset = HintLength();
        _linesBefore = _offset > 0 ? 1 : 0;
        for (var start = 0; start <= MostNewStarts; start++)
        {
            var goesOn = true;
            using var reader = CsvReader.Create(_bytes.Open(_offset), Options(), leaveOpen: false);
            while (goesOn && Next(reader, out var tooLong))
            {
                cancellation.ThrowIfCancellationRequested();
                var row = tooLong ?? Row(reader, out goesOn);
                goesOn &= tooLong is null;
                if (row is not null)
                {
                    yield return row;
                }
            }

            if (goesOn)
            {
                yield break;
            }
        }

        yield return SourceRow.Unreadable(_linesBefore + 1, ProblemKind.Unreadable, new Wording("So many rows have quotes that do not close that reading stopped here. Check that the right delimiter is chosen, and export the table again."), string.Empty);
    }

    public override void Dispose() => _bytes.Dispose();

    private CsvReaderOptions Options() => CsvReaderOptions.Default with
    {
        Separator = delimiter,
        HasHeader = false,
        TrimWhitespace = true,
        TrackLineNumbers = true,
        MaxRecordSize = limits.RowBytes,
        MalformedData = CsvMalformedDataHandling.Recover,
        OnMalformedRecord = record => _malformed = record.Reason,
    };

    /// <summary>Whether there is another record, or one that is too long to be one.</summary>
    private bool Next(CsvReader reader, out SourceRow? tooLong)
    {
        _malformed = null;
        tooLong = null;
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException exception)
        {
            var (line, length) = LineAt(_offset + exception.ByteOffset);
            var lines = Math.Max(1, exception.LineNumber);
            tooLong = SourceRow.Unreadable(
                _linesBefore + lines,
                ProblemKind.TooLong,
                new Wording("From here on nothing ends a row for {0} MB. Most likely a quote is missing in this line; write \"\" for a quote inside a text.", limits.RowBytes >> 20),
                line);
            StartAgain(exception.ByteOffset + length, lines);
            return true;
        }
    }

    private SourceRow? Row(CsvReader reader, out bool goesOn)
    {
        goesOn = true;
        var number = _linesBefore + reader.LineNumber;
        var raw = reader.RawRecord;
        if (!Utf8.IsValid(raw) || (!_bytes.IsUtf8 && raw.IndexOf("\uFFFD"u8) >= 0))
        {
            return SourceRow.Unreadable(number, ProblemKind.Unreadable, new Wording("There are letters that cannot be read in this encoding. Save the file as UTF-8, or choose another encoding."), Encoding.UTF8.GetString(raw));
        }

        // A quote inside a text that has none around it, as in 5" pipe, is read as it stands.
        if (_malformed is { } reason and not CsvMalformedReason.StrayQuote)
        {
            return Malformed(reader, number, raw, reason, out goesOn);
        }

        var cells = new string[reader.FieldCount];
        for (var index = 0; index < cells.Length; index++)
        {
            cells[index] = FormulaGuard.Unprotected(reader.GetString(index));
        }

        if (Array.TrueForAll(cells, string.IsNullOrWhiteSpace))
        {
            return null;
        }

        if (_columns is null)
        {
            Name(cells);
            if (hasHeader)
            {
                return null;
            }
        }

        return Fields(number, cells, raw);
    }

    private SourceRow Malformed(CsvReader reader, long number, ReadOnlySpan<byte> raw, CsvMalformedReason reason, out bool goesOn)
    {
        var lineEnd = raw.IndexOf((byte)'\n');
        goesOn = lineEnd < 0;
        var message = reason == CsvMalformedReason.UnterminatedQuote
            ? new Wording("A quote is opened here and never closed. Close it; write \"\" for a quote inside a text.")
            : new Wording("Text stands behind a closing quote. Write \"\" for a quote inside a text.");
        var row = SourceRow.Unreadable(number, ProblemKind.Unreadable, message, Encoding.UTF8.GetString(goesOn ? raw : raw[..lineEnd]).TrimEnd('\r'));
        if (!goesOn)
        {
            StartAgain(reader.ByteOffset + lineEnd + 1, reader.LineNumber);
        }

        return row;
    }

    private void Name(string[] cells)
    {
        if (cells.Length > limits.Columns)
        {
            throw new UnreadableFileException(new Wording("The table has {0} columns; at most {1} are read. Check that the right delimiter is chosen, or take columns out.", cells.Length, limits.Columns));
        }

        _columns = HeaderGuess.Names(cells, hasHeader);
    }

    private SourceRow Fields(long number, string[] cells, ReadOnlySpan<byte> raw)
    {
        var columns = _columns!;
        if (cells.Length > columns.Count && !Array.TrueForAll(cells[columns.Count..], string.IsNullOrWhiteSpace))
        {
            return SourceRow.Unreadable(number, ProblemKind.Field, new Wording("The row has {0} cells, but {1} are expected. Put quotes around a text that holds the delimiter.", cells.Length, columns.Count), Encoding.UTF8.GetString(raw));
        }

        var fields = new JsonObject();
        for (var index = 0; index < Math.Min(cells.Length, columns.Count); index++)
        {
            fields[columns[index]] = cells[index];
        }

        return new SourceRow(number, fields);
    }

    private void StartAgain(long bytes, long lines)
    {
        _offset += bytes;
        _linesBefore += lines;
    }

    /// <summary>The beginning of the line at an offset, and how many bytes it has with its end.</summary>
    private (string Beginning, long Length) LineAt(long offset)
    {
        using var stream = _bytes.Open(offset);
        var (beginning, length, buffer) = (string.Empty, 0L, new byte[64 * 1024]);
        while (stream.Read(buffer) is var read and > 0)
        {
            var end = buffer.AsSpan(0, read).IndexOf((byte)'\n');
            beginning = length == 0 ? Encoding.UTF8.GetString(buffer, 0, Math.Min(end < 0 ? read : end, LongestBeginning)) : beginning;
            length += end < 0 ? read : end + 1;
            if (end >= 0)
            {
                break;
            }
        }

        return (beginning, Math.Max(1, length));
    }

    /// <summary>Excel writes a first line "sep=;" that is no row.</summary>
    private long HintLength()
    {
        var (line, length) = LineAt(0);
        return line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) ? length : 0;
    }
}
