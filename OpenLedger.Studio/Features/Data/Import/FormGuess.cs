using System.Text.Json.Nodes;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>Tells from names and first rows what a file says.</summary>
internal static class FormGuess
{
    private const double ManyQuestions = 0.3;

    private static readonly string[] Marks = ["### Instruction", "### Response", "<|im_start|>", "<|start_header_id|>", "[INST]", "### Human", "### Assistant", "<start_of_turn>"];

    /// <summary>The form, whether it is only guessed from what the cells hold, and what is to be said about it.</summary>
    public static (RowMapping Mapping, bool IsGuess, IReadOnlyList<Wording> Notes) Of(IReadOnlyList<string> columns, IReadOnlyList<JsonObject> rows)
    {
        var facts = columns.Select(column => Facts(column, rows)).ToList();
        if (ColumnNames.FormOf(columns) is { } named && Fits(named, facts))
        {
            return (named, false, Notes(named, rows));
        }

        if (facts.Find(column => column.HasMessages) is { } messages)
        {
            return (new RowMapping(RowForm.Conversation, Columns((ColumnRole.Messages, messages.Name))), false, []);
        }

        var prose = facts.Where(column => column.IsProse).ToList();
        return prose.Count switch
        {
            0 => (RowMapping.None, true, []),
            1 => Single(prose[0].Name, rows),
            _ => (Pair(prose), true, [new Wording("The names of the columns do not say what they hold. This is guessed from what stands in them; check it below.")]),
        };
    }

    private static (RowMapping Mapping, bool IsGuess, IReadOnlyList<Wording> Notes) Single(string column, IReadOnlyList<JsonObject> rows)
    {
        var mapping = new RowMapping(RowForm.PlainText, Columns((ColumnRole.Text, column)));
        return (mapping, true, Notes(mapping, rows));
    }

    private static ColumnFacts Facts(string column, IReadOnlyList<JsonObject> rows)
    {
        var facts = new ColumnFacts(column);
        foreach (var row in rows)
        {
            facts.Add(row[column]);
        }

        return facts;
    }

    /// <summary>A column that is called "chat" but holds numbers is none.</summary>
    private static bool Fits(RowMapping mapping, List<ColumnFacts> facts) =>
        mapping.Form != RowForm.Conversation || facts.Find(column => column.Name == mapping[ColumnRole.Messages]) is { HasSomeMessages: true } || !facts.Exists(column => column.HasMessages || column.IsProse);

    private static RowMapping Pair(List<ColumnFacts> prose)
    {
        var asking = prose.MaxBy(column => column.Questions)!;
        var question = asking.Questions >= ManyQuestions ? asking : prose[0];
        var answer = prose.Where(column => column != question).MaxBy(column => column.Length)!;
        return new RowMapping(RowForm.QuestionAnswer, Columns((ColumnRole.Question, question.Name), (ColumnRole.Answer, answer.Name)));
    }

    private static List<Wording> Notes(RowMapping mapping, IReadOnlyList<JsonObject> rows)
    {
        var hasMarks = mapping.Form == RowForm.PlainText
            && rows.Any(row => CellText.Of(row[mapping[ColumnRole.Text]!]) is { } text && Array.Exists(Marks, mark => text.Contains(mark, StringComparison.Ordinal)));
        return hasMarks
            ? [new Wording("The texts carry marks that another model was taught with, such as \"### Response\". They are learned as they stand; questions and answers in two columns teach better.")]
            : [];
    }

    private static Dictionary<ColumnRole, string> Columns(params (ColumnRole Role, string Column)[] columns) =>
        columns.ToDictionary(pair => pair.Role, pair => pair.Column);
}
