using System.Text;
using System.Text.Json.Nodes;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>Examples cut out of prose.</summary>
internal sealed class TextRows(ImportFile file, string encoding, TextCut cut, ImportLimits limits) : RowSource
{
    /// <summary>About how long a piece is.</summary>
    public const int PieceCharacters = 1_500;

    private const string Column = "text";

    private readonly SourceBytes _bytes = new(file, encoding);

    public override double Done => _bytes.Done;

    public override IEnumerable<SourceRow> Rows(CancellationToken cancellation) => cut switch
    {
        TextCut.Dialogue => Dialogue.Rows(Lines(cancellation)),
        TextCut.Lines => Lines(cancellation).Where(line => !line.IsBlank).Select(line => Row(line.Number, line.Text)),
        _ => Blocks(cancellation),
    };

    public override void Dispose() => _bytes.Dispose();

    private SourceRow Row(long number, string text)
    {
        if (text.Contains('\uFFFD', StringComparison.Ordinal))
        {
            return SourceRow.Unreadable(number, ProblemKind.Unreadable, new Wording("There are letters that cannot be read in this encoding. Save the file as UTF-8, or choose another encoding."), text, Column);
        }

        return text.Length <= limits.RowBytes
            ? new SourceRow(number, new JsonObject { [Column] = text })
            : SourceRow.Unreadable(number, ProblemKind.TooLong, new Wording("The row is longer than {0} MB. Cut it into several.", limits.RowBytes >> 20), text);
    }

    /// <summary>Lines gathered up to a blank line, up to some length, or up to the end.</summary>
    private IEnumerable<SourceRow> Blocks(CancellationToken cancellation)
    {
        var (block, first) = (new StringBuilder(), 1L);
        foreach (var line in Lines(cancellation))
        {
            var isFull = cut == TextCut.Paragraphs || (cut == TextCut.Pieces && block.Length >= PieceCharacters);
            if (line.IsBlank && isFull && block.Length > 0)
            {
                yield return Row(first, block.ToString().TrimEnd());
                block.Clear();
            }

            if (block.Length == 0)
            {
                if (line.IsBlank)
                {
                    continue;
                }

                first = line.Number;
            }

            block.Append(line.Text).Append('\n');
            if (block.Length > limits.RowBytes)
            {
                yield return Row(first, block.ToString());
                block.Clear();
            }
        }

        if (block.ToString().TrimEnd() is { Length: > 0 } last)
        {
            yield return Row(first, last);
        }
    }

    private IEnumerable<TextLine> Lines(CancellationToken cancellation)
    {
        using var reader = new StreamReader(_bytes.Open(), Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
        var number = 0L;
        while (BoundedLine(reader) is { } line)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return new TextLine(++number, line);
        }
    }

    /// <summary>A line, cut just beyond what a row may have, so that a file without any end of line does not fill the memory.</summary>
    private string? BoundedLine(StreamReader reader)
    {
        var line = new StringBuilder();
        while (reader.Read() is var next and >= 0)
        {
            if (next == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            if (line.Length <= limits.RowBytes)
            {
                line.Append((char)next);
            }
        }

        return line.Length == 0 ? null : line.ToString();
    }
}
