using System.Text;
using System.Text.Json.Nodes;
using OpenLedger.Studio.Features.Data.Import;

namespace OpenLedger.Studio.Features.Data.Sets;

/// <summary>
/// Writes examples as files that other programs and this one read again: JSON Lines as they are kept, or a table with a column for each
/// part where all examples have the same simple parts, else with the parts as JSON.
/// </summary>
internal static class DatasetExport
{
    private static readonly string[] PairColumns = ["prompt", "chosen", "rejected"];

    public static async Task JsonLinesAsync(IEnumerable<string> contents, Stream output, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true);
        foreach (var content in contents)
        {
            cancellation.ThrowIfCancellationRequested();
            await writer.WriteAsync(content);
            await writer.WriteAsync('\n');
        }
    }

    /// <summary>A table. The examples are gone through twice: once for the columns, once to write them.</summary>
    public static async Task TableAsync(Func<IEnumerable<string>> contents, ExampleShape shape, Stream output, CancellationToken cancellation)
    {
        var columns = Columns(contents(), shape, cancellation);

        // The library writes at once where it stands; a response is written without waiting, so the table goes through memory in pieces.
        await using var table = CsvExport.Open(output);
        await table.WriteRecordAsync([.. columns], cancellation);
        foreach (var content in contents())
        {
            await table.WriteRecordAsync(CsvExport.Protected(Cells(content, columns)), cancellation);
        }
    }

    private static string[] Columns(IEnumerable<string> contents, ExampleShape shape, CancellationToken cancellation)
    {
        if (shape == ExampleShape.Preference)
        {
            return PairColumns;
        }

        var (simple, hasSystem, hasBeginning, hasTools) = (true, false, false, false);
        foreach (var content in contents)
        {
            cancellation.ThrowIfCancellationRequested();
            var example = ExampleText.Parse(content) ?? [];
            hasBeginning |= example.ContainsKey("completion");
            hasTools |= example.ContainsKey("tools");
            var messages = example["messages"] as JsonArray;
            simple &= messages is null || IsSimple(messages);
            hasSystem |= messages is { Count: 3 };
        }

        return (shape, simple, hasSystem) switch
        {
            (ExampleShape.Text, _, _) => hasBeginning ? ["prompt", "completion", "text"] : ["text"],
            (_, true, true) when !hasTools => ["system", "question", "answer"],
            (_, true, false) when !hasTools => ["question", "answer"],
            _ => hasTools ? ["messages", "tools"] : ["messages"],
        };
    }

    /// <summary>A question with its answer, after what the system says, and nothing else.</summary>
    private static bool IsSimple(JsonArray messages) =>
        messages.All(message => message is JsonObject { Count: 2 } turn && turn.ContainsKey(MessageReader.Role) && turn[MessageReader.Content] is JsonValue)
        && messages.Select(message => CellText.Of(message![MessageReader.Role])).ToArray() is [MessageReader.User, MessageReader.Assistant] or [MessageReader.System, MessageReader.User, MessageReader.Assistant];

    private static string[] Cells(string content, string[] columns)
    {
        var example = ExampleText.Parse(content) ?? [];
        return Array.ConvertAll(columns, column => column switch
        {
            "system" or "question" or "answer" => Said(example, column),
            "messages" or "tools" => example[column]?.ToJsonString(CanonicalExample.Spelling) ?? string.Empty,
            "chosen" or "rejected" => Part(example[column], MessageReader.Assistant),
            "prompt" when example[column] is JsonArray => Part(example[column], MessageReader.User),
            _ => CellText.Of(example[column]) ?? string.Empty,
        });
    }

    private static string Said(JsonObject example, string column)
    {
        var role = column switch { "system" => MessageReader.System, "question" => MessageReader.User, _ => MessageReader.Assistant };
        var message = (example["messages"] as JsonArray ?? []).FirstOrDefault(message => CellText.Of(message?[MessageReader.Role]) == role);
        return CellText.Of(message?[MessageReader.Content]) ?? string.Empty;
    }

    /// <summary>The text of a part of a pair where it is one plain message of the usual speaker, else its messages.</summary>
    private static string Part(JsonNode? part, string speaker) =>
        part is JsonArray { Count: 1 } list && list[0] is JsonObject { Count: 2 } message && CellText.Of(message[MessageReader.Role]) == speaker && CellText.Of(message[MessageReader.Content]) is { } text
            ? text
            : part?.ToJsonString(CanonicalExample.Spelling) ?? string.Empty;
}
