using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenLedger.Training.Datasets;

/// <summary>One row of a dataset and the words for what is wrong in it. A field that is null counts as absent, as in exported tables.</summary>
internal sealed class RowFields(JsonObject fields, ExampleSource source)
{
    /// <summary>Where the row stands.</summary>
    public ExampleSource Source => source;

    /// <summary>The row itself.</summary>
    public JsonObject Fields => fields;

    /// <summary>Whether the row has the field, and it is not null.</summary>
    public bool Has(string name) => fields[name] is not null;

    /// <summary>A text that must be there.</summary>
    public string Text(string name) =>
        fields[name] is { } node
            ? TextOf(node, name)
            : throw Problem(name, "is missing. Every row of this form needs it; write \"\" for an empty text.");

    /// <summary>A text, or an empty one if the field is not there.</summary>
    public string TextOrEmpty(string name) => fields[name] is { } node ? TextOf(node, name) : "";

    /// <summary>A list that must be there.</summary>
    public JsonArray List(string name) => ListOf(fields[name], name);

    /// <summary>The value as text.</summary>
    public string TextOf(JsonNode? node, string field) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : throw Problem(field, $"must be a text, but is {Kind(node)}. Put it in double quotes.");

    /// <summary>The value as list.</summary>
    public JsonArray ListOf(JsonNode? node, string field) =>
        node as JsonArray ?? throw Problem(field, $"must be a list [ ... ], but is {Kind(node)}.");

    /// <summary>The value as object.</summary>
    public JsonObject ObjectOf(JsonNode? node, string field) =>
        node as JsonObject ?? throw Problem(field, $"must be an object {{ ... }}, but is {Kind(node)}.");

    /// <summary>A problem in a field of this row, or in the whole row.</summary>
    public DatasetProblemException Problem(string? field, string message) =>
        new(new DatasetProblem(source.File, source.Row, field, message));

    /// <summary>What a value is, in words.</summary>
    public static string Kind(JsonNode? node) => node?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => "true or false",
    };
}
