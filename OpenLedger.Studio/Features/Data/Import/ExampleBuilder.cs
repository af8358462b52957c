namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>Makes examples of rows by what is known of their columns; a row that has other columns is tried by its own names.</summary>
internal sealed class ExampleBuilder(RowMapping mapping)
{
    /// <summary>What the examples of this file are.</summary>
    public ExampleShape Shape { get; } = ShapeOf(mapping.Form);

    /// <summary>How many rows had another form than the file, and were understood all the same.</summary>
    public long OtherForms { get; private set; }

    public static ExampleShape ShapeOf(RowForm form) => form switch
    {
        RowForm.Preference => ExampleShape.Preference,
        RowForm.PlainText or RowForm.Continuation => ExampleShape.Text,
        _ => ExampleShape.Chat,
    };

    /// <summary>The example of a row, or what is wrong with it.</summary>
    public (CanonicalExample? Example, RowProblem? Problem) Build(SourceRow source)
    {
        if (source.Fields is not { } fields)
        {
            return (null, source.Problem);
        }

        try
        {
            var row = new RowCells(source.Number, fields);
            var example = Read(row, MappingFor(row, source));
            return example.Shape == Shape
                ? (example, null)
                : throw row.Problem(null, ProblemKind.OtherForm, "This row has another form than the rest, and one dataset holds one form. Bring such rows in a file of their own.");
        }
        catch (RowProblemException problem)
        {
            return (null, problem.Problem);
        }
    }

    private RowMapping MappingFor(RowCells row, SourceRow source)
    {
        var fields = source.Fields!;
        var missing = RowMapping.NeededBy(mapping.Form).Select(role => mapping[role]).FirstOrDefault(column => column is null || !fields.ContainsKey(column));
        if (mapping.IsComplete && missing is null)
        {
            return mapping;
        }

        if (fields.ContainsKey("input_ids"))
        {
            throw row.Problem("input_ids", ProblemKind.OtherForm, "holds numbers of tokens, which one model alone understands. Bring the texts that they were made of.");
        }

        var own = ColumnNames.FormOf([.. fields.Select(field => field.Key)]);
        if (own is null)
        {
            throw row.Problem(missing, ProblemKind.Field, "is missing. Write it: every row needs it.");
        }

        OtherForms++;
        return own;
    }

    private static CanonicalExample Read(RowCells row, RowMapping form) => form.Form switch
    {
        RowForm.Conversation => Conversations.OfMessages(row, form),
        RowForm.QuestionAnswer => Conversations.OfQuestion(row, form),
        RowForm.Preference => PreferencePairs.Of(row, form),
        RowForm.Continuation => Continuation(row, form[ColumnRole.Beginning]!, form[ColumnRole.Continuation]!),
        _ => PlainText(row, form[ColumnRole.Text]!),
    };

    private static CanonicalExample PlainText(RowCells row, string column)
    {
        var text = row.Text(column);
        return new CanonicalExample(ExampleShape.Text, new() { ["text"] = text }) { HasEmptyAnswer = string.IsNullOrWhiteSpace(text) };
    }

    private static CanonicalExample Continuation(RowCells row, string beginning, string continuation)
    {
        var text = row.Text(continuation);
        return new CanonicalExample(ExampleShape.Text, new() { ["prompt"] = row.Text(beginning), ["completion"] = text }) { HasEmptyAnswer = string.IsNullOrWhiteSpace(text) };
    }
}
