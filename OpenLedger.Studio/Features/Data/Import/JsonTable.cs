using System.Text.Json.Nodes;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>The rows of a JSON file that is written by columns, or as one object of questions and answers.</summary>
internal static class JsonTable
{
    public static IEnumerable<SourceRow> Rows(JsonObject whole, JsonLayout layout)
    {
        if (layout == JsonLayout.Pairs)
        {
            return Pairs(whole);
        }

        return whole["columns"] is JsonArray names && whole["data"] is JsonArray data ? Split(names, data) : Columns(whole);
    }

    private static IEnumerable<SourceRow> Pairs(JsonObject whole)
    {
        var number = 0L;
        foreach (var (question, answer) in whole)
        {
            yield return new SourceRow(++number, new JsonObject { ["question"] = question, ["answer"] = answer?.DeepClone() });
        }
    }

    private static IEnumerable<SourceRow> Split(JsonArray names, JsonArray data)
    {
        var columns = HeaderGuess.Names([.. names.Select(name => CellText.Of(name) ?? string.Empty)], isHeader: true);
        var number = 0L;
        foreach (var row in data)
        {
            number++;
            if (row is not JsonArray cells || cells.Count != columns.Count)
            {
                yield return SourceRow.Unreadable(number, ProblemKind.Field, new Wording("The row is no list of {0} cells. Write it as one.", columns.Count), row?.ToJsonString(CanonicalExample.Spelling) ?? "null");
                continue;
            }

            var fields = new JsonObject();
            for (var index = 0; index < columns.Count; index++)
            {
                fields[columns[index]] = cells[index]?.DeepClone();
            }

            yield return new SourceRow(number, fields);
        }
    }

    private static IEnumerable<SourceRow> Columns(JsonObject whole)
    {
        var columns = whole.Select(column => (column.Key, Cells: column.Value as JsonArray ?? new JsonArray([.. (column.Value as JsonObject ?? []).Select(cell => cell.Value?.DeepClone())]))).ToList();
        var longest = columns.Max(column => column.Cells.Count);
        for (var index = 0; index < longest; index++)
        {
            var fields = new JsonObject();
            foreach (var (name, cells) in columns)
            {
                fields[name] = index < cells.Count ? cells[index]?.DeepClone() : null;
            }

            yield return new SourceRow(index + 1, fields);
        }
    }
}
