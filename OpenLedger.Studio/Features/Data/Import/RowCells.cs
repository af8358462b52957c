using System.Text.Json.Nodes;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>The cells of one row, and the words for what is wrong in them.</summary>
internal sealed class RowCells(long number, JsonObject fields)
{
    public JsonNode? this[string column] => fields[column];

    /// <summary>The text of a cell; an empty one where the cell is empty.</summary>
    public string Text(string column) => TextOf(fields[column], column);

    /// <summary>The text of a value that stands at <paramref name="field"/>.</summary>
    public string TextOf(JsonNode? node, string field) => node switch
    {
        null => string.Empty,
        JsonValue => CellText.Of(node)!,

        // Sets with several right answers write them as a list; the first is the one to learn.
        JsonArray { Count: > 0 } list when list[0] is JsonValue => CellText.Of(list[0])!,
        _ => throw Problem(field, ProblemKind.Field, "must be a text, but is {0}. Write a text in its place.", CellText.Kind(node)),
    };

    /// <summary>The list of a cell, or that its text spells; null where the cell is empty.</summary>
    public JsonArray? List(string column)
    {
        if (fields[column] is not { } cell || CellText.Of(cell) is { } blank && blank.Trim().Length == 0)
        {
            return null;
        }

        if (MessageLists.Listed(cell) is { } list)
        {
            return list;
        }

        throw CellText.Of(cell) is { } text && MessageLists.IsPythonList(text)
            ? Problem(column, ProblemKind.Field, "is a list as Python prints it, with single quotes. Save the table with to_json or json.dumps, so that it is JSON.")
            : Problem(column, ProblemKind.Field, "must be a list, but is {0}. Write a list in its place.", CellText.Kind(cell));
    }

    public RowProblemException Problem(string? field, ProblemKind kind, string text, params object[] arguments) =>
        new(new RowProblem(number, field, kind, new Wording(text, arguments)));
}
