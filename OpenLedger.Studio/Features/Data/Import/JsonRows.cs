using System.Text;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using OpenLedger.Training.Json;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>The rows of a JSON file.</summary>
internal sealed class JsonRows(ImportFile file, string encoding, JsonPlan plan, ImportLimits limits) : RowSource
{
    private const string TextColumn = "text";

    private readonly SourceBytes _bytes = new(file, encoding);

    public override double Done => _bytes.Done;

    public override IEnumerable<SourceRow> Rows(CancellationToken cancellation)
    {
        if (plan.Layout is JsonLayout.Columns or JsonLayout.Pairs)
        {
            return JsonTable.Rows(Whole(), plan.Layout);
        }

        return Scanned(cancellation).Select(Row);
    }

    public override void Dispose() => _bytes.Dispose();

    private IEnumerable<ScannedValue> Scanned(CancellationToken cancellation)
    {
        var scanner = new JsonScanner(_bytes.Open(), limits.RowBytes);
        switch (plan)
        {
            case { Layout: JsonLayout.Lines }:
                return scanner.Lines(cancellation);
            case { Layout: JsonLayout.List, List: { } list }:
                scanner.GoTo(list.Offset);
                return scanner.Values(inList: true, isWholeFile: false, cancellation);
            case { Layout: JsonLayout.List }:
                scanner.EnterList();
                return scanner.Values(inList: true, isWholeFile: true, cancellation);
            default:
                return scanner.Values(inList: false, isWholeFile: true, cancellation);
        }
    }

    private SourceRow Row(ScannedValue value)
    {
        var bytes = value.Bytes.Span;
        switch (value.End)
        {
            case ScanEnd.TooLong:
                return SourceRow.Unreadable(value.Number, ProblemKind.TooLong, new Wording("The row is longer than {0} MB. Cut it into several.", limits.RowBytes >> 20), Raw(bytes));
            case ScanEnd.Cut:
                return SourceRow.Unreadable(value.Number, ProblemKind.Unreadable, new Wording("The file ends inside this row: a bracket or quote is never closed. It was probably cut; get it again."), Raw(bytes));
            case ScanEnd.Stray:
                return SourceRow.Unreadable(value.Number, ProblemKind.Unreadable, new Wording("A bracket is closed here that was never opened, or something stands behind the end of the list. What follows was not read: correct it there, and bring the file again."), Raw(bytes));
        }

        if (!Utf8.IsValid(bytes))
        {
            return SourceRow.Unreadable(value.Number, ProblemKind.Unreadable, new Wording("There are letters that are not UTF-8. Choose another encoding, or save the file as UTF-8."), Raw(bytes));
        }

        if (!_bytes.IsUtf8 && bytes.IndexOf("\uFFFD"u8) >= 0)
        {
            return SourceRow.Unreadable(value.Number, ProblemKind.Unreadable, new Wording("There are letters that cannot be read in this encoding. Save the file as UTF-8, or choose another encoding."), Raw(bytes));
        }

        return Parsed(value.Number, bytes);
    }

    private static SourceRow Parsed(long number, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictJson.Parse(bytes) switch
            {
                JsonObject fields => new SourceRow(number, fields),
                JsonArray { Count: > 0 } list when MessageLists.IsMessage(list[0]) => new SourceRow(number, new JsonObject { ["messages"] = list }),
                JsonArray list when list.Count > 0 && list.All(cell => cell is null or JsonValue) => new SourceRow(number, ByNumber(list)),
                JsonValue value when value.TryGetValue<string>(out var text) => new SourceRow(number, new JsonObject { [TextColumn] = text }),
                var other => SourceRow.Unreadable(number, ProblemKind.Field, new Wording("A row must be an object with names and values, but this is {0}. Write it as the other rows are written.", CellText.Kind(other)), Raw(bytes)),
            };
        }
        catch (StrictJsonException broken)
        {
            return SourceRow.Unreadable(number, ProblemKind.Unreadable, new Wording("This is not JSON that can be read, near character {0}: {1}. Correct it there.", broken.Column, broken.Message.TrimEnd('.')), Raw(bytes));
        }
    }

    private static JsonObject ByNumber(JsonArray list)
    {
        var fields = new JsonObject();
        for (var index = 0; index < list.Count; index++)
        {
            fields[FormattableString.Invariant($"Column {index + 1}")] = list[index]?.DeepClone();
        }

        return fields;
    }

    private JsonObject Whole()
    {
        using var stream = _bytes.Open();
        using var memory = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (stream.Read(buffer) is var read and > 0)
        {
            memory.Write(buffer, 0, read);
            if (memory.Length > limits.WholeJsonBytes)
            {
                throw new UnreadableFileException(new Wording("This JSON is written by columns, and such a file is read whole; it is larger than {0} MB. Save it as JSON Lines, one row a line.", limits.WholeJsonBytes >> 20));
            }
        }

        try
        {
            return StrictJson.Parse(memory.GetBuffer().AsSpan(0, (int)memory.Length)) as JsonObject ?? [];
        }
        catch (StrictJsonException broken)
        {
            throw new UnreadableFileException(new Wording("This is not JSON that can be read, line {0}, character {1}: {2}. Correct it there.", broken.Line, broken.Column, broken.Message.TrimEnd('.')));
        }
    }

    private static string Raw(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes.Length > 64 * 1024 ? bytes[..(64 * 1024)] : bytes).Trim();
}
