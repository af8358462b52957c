using System.Text;
using System.Text.Json.Nodes;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>Finds out how a file is written and what its rows say, from its beginning; what a person said goes before what is found.</summary>
internal sealed class FormDetector(ImportLimits limits)
{
    private const int HeadBytes = 1 << 20;
    private const int RowsLookedAt = 200;
    private const int RowsShown = 20;
    private const int HeaderRowsLookedAt = 20;

    public DetectedForm Detect(ImportFile file, FormCorrection said, CancellationToken cancellation)
    {
        var form = new DetectedForm();
        try
        {
            form = Writing(file, said, cancellation);
            return Rows(file, form, said, cancellation);
        }
        catch (UnreadableFileException problem)
        {
            return form with { Problem = problem.Wording };
        }
        catch (IOException problem)
        {
            return form with { Problem = new Wording("The file cannot be read ({0}). Bring it again.", problem.Message) };
        }
    }

    /// <summary>How it is written.</summary>
    private DetectedForm Writing(ImportFile file, FormCorrection said, CancellationToken cancellation)
    {
        if (file.Length > limits.FileBytes)
        {
            throw new UnreadableFileException(new Wording("The file is larger than {0} GB. Cut it into several, and bring them one by one.", Math.Max(1, limits.FileBytes >> 30)));
        }

        var head = file.Head(HeadBytes);
        if (head.AsSpan().IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            throw new UnreadableFileException(new Wording("The file is empty. Save it again, and bring it anew."));
        }

        if (FileSignatures.Refusal(head) is { } refusal)
        {
            throw new UnreadableFileException(refusal);
        }

        return head switch
        {
            _ when FileSignatures.IsZip(head) => Workbook(file, said, cancellation),
            _ when FileSignatures.IsParquet(head) => new DetectedForm { Kind = FileKind.Parquet },
            _ => Text(file, head, said),
        };
    }

    private DetectedForm Workbook(ImportFile file, FormCorrection said, CancellationToken cancellation)
    {
        WorkbookGuard.Check(file, limits, cancellation);
        var sheets = WorkbookRows.Sheets(file);
        if (sheets.Count == 0)
        {
            throw new UnreadableFileException(new Wording("The workbook has no sheet. Save it again, and bring it anew."));
        }

        var form = new DetectedForm { Kind = FileKind.Workbook, Sheets = sheets, Sheet = said.Sheet is { } wanted && sheets.Contains(wanted) ? wanted : sheets[0] };
        var first = FirstCells(file, form with { HasHeader = false }, cancellation);

        // A workbook often begins with a sheet of remarks; the first one that is a table is meant.
        foreach (var sheet in said.Sheet is null && first is not { Count: > 1, } ? sheets.Skip(1) : [])
        {
            var other = FirstCells(file, form with { Sheet = sheet, HasHeader = false }, cancellation);
            if (other.Count > 1)
            {
                (form, first) = (form with { Sheet = sheet }, other);
                break;
            }
        }

        return form with { HasHeader = said.HasHeader ?? (first.Count > 0 && HeaderGuess.IsHeader(first[0], [.. first.Skip(1)])) };
    }

    private DetectedForm Text(ImportFile file, byte[] head, FormCorrection said)
    {
        var encoding = said.Encoding is { } wanted && TextEncodings.Knows(wanted) ? new DetectedEncoding(wanted, IsSure: true) : EncodingDetector.Detect(head);
        var text = TextEncodings.Of(encoding.Name).GetString(head.AsSpan(TextEncodings.MarkLength(encoding.Name, head)));
        var isWhole = head.Length == file.Length;
        var form = new DetectedForm { Encoding = encoding.Name, EncodingIsSure = encoding.IsSure };
        var lines = isWhole || !text.Contains('\n', StringComparison.Ordinal) ? text : text[..(text.LastIndexOf('\n') + 1)];
        switch (TextKind.Of(file, text))
        {
            case FileKind.Json:
                var plan = JsonPlanner.Plan(Encoding.UTF8.GetBytes(text), isWhole, said.List);
                return form with { Kind = FileKind.Json, Plan = plan, Layout = plan.Layout, List = plan.List?.Name, Lists = [.. plan.Lists.Select(list => list.Name)] };
            case FileKind.Table:
                form = form with { Kind = FileKind.Table, Delimiter = said.Delimiter ?? DelimiterDetector.Detect(lines, file.Extension) };
                var first = FirstCells(file, form with { HasHeader = false }, CancellationToken.None);
                return form with { HasHeader = said.HasHeader ?? (first.Count > 0 && HeaderGuess.IsHeader(first[0], [.. first.Skip(1)])) };
            default:
                return form with { Kind = FileKind.Text, Cut = said.Cut ?? CutOf(text, isWhole) };
        }
    }

    private static TextCut CutOf(string text, bool isWhole) => text switch
    {
        _ when Dialogue.IsDialogue(text) => TextCut.Dialogue,
        _ when isWhole && text.Length <= TextRows.PieceCharacters => TextCut.Whole,
        _ => TextCut.Pieces,
    };

    private IReadOnlyList<IReadOnlyList<string>> FirstCells(ImportFile file, DetectedForm form, CancellationToken cancellation)
    {
        using var source = RowSources.Open(file, form, limits);
        return [.. source.Rows(cancellation).Where(row => row.Fields is not null).Take(HeaderRowsLookedAt).Select(row => (IReadOnlyList<string>)[.. row.Fields!.Select(cell => CellText.Of(cell.Value) ?? string.Empty)])];
    }

    /// <summary>What the rows say.</summary>
    private DetectedForm Rows(ImportFile file, DetectedForm form, FormCorrection said, CancellationToken cancellation)
    {
        using var source = RowSources.Open(file, form, limits);
        var rows = source.Rows(cancellation).Take(RowsLookedAt).ToList();
        var good = rows.Where(row => row.Fields is not null).Select(row => row.Fields!).ToList();
        if (rows.Count == 0)
        {
            return form with { Problem = new Wording("There is no row in the file. Save it again, and bring it anew.") };
        }

        var columns = good.SelectMany(row => row.Select(field => field.Key)).Distinct().Take(limits.Columns).ToList();
        var (mapping, isGuess, notes) = FormGuess.Of(columns, good);
        form = form with
        {
            Columns = columns,
            Mapping = said.Mapping ?? mapping,
            IsGuess = said.Mapping is null && isGuess,
            Notes = said.Mapping is null ? notes : [],
        };
        return form with { Problem = NoForm(form, good), Preview = Shown(rows, form.Mapping) };
    }

    private static Wording? NoForm(DetectedForm form, List<JsonObject> good) => form switch
    {
        { Mapping.IsComplete: true } => null,
        _ when good.Count == 0 => new Wording("None of the first rows can be read. Check the encoding and the delimiter; the first row says what is wrong."),
        _ when form.Columns.Contains("input_ids") => new Wording("The rows hold numbers of tokens, which one model alone understands. Bring the texts that they were made of."),
        _ => new Wording("It is not clear which columns hold the texts ({0}). Choose them below.", string.Join(", ", form.Columns.Take(8).Select(Shortened))),
    };

    private static List<RowPreview> Shown(List<SourceRow> rows, RowMapping mapping)
    {
        var builder = new ExampleBuilder(mapping);
        return [.. rows.Take(RowsShown).Select(row =>
        {
            var (example, problem) = builder.Build(row);
            return new RowPreview(row.Number, example?.Json(), problem) { HasEmptyAnswer = example is { HasEmptyAnswer: true } };
        })];
    }

    private static string Shortened(string name) => name.Length <= 40 ? name : name[..40] + "…";
}
