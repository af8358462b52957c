using System.Text.Json;
using System.Text.Json.Nodes;
using OpenLedger.Studio.Features.Data.Import;

namespace OpenLedger.Studio.Features.Data.Sets;

/// <summary>A row that was set aside, as the file of such rows tells it.</summary>
public sealed record SetAsideRow(long Row, string? Field, ProblemKind Kind, Wording Reason, string Original);

/// <summary>The rows of a set's file that were set aside.</summary>
internal sealed class SetAsideBook(DatasetRemoval files)
{
    private static readonly string[] Header = ["row", "field", "reason", "original"];

    /// <summary>The file; null where nothing was set aside.</summary>
    public string? PathOf(string datasetId) =>
        files.FolderOf(datasetId) is { } folder && new FileInfo(Path.Combine(folder, ImportRunner.SetAsideName)) is { Exists: true, Length: > 0 } file ? file.FullName : null;

    /// <summary>Some of the rows.</summary>
    public IReadOnlyList<SetAsideRow> Read(string datasetId, int from, int count) =>
        PathOf(datasetId) is { } path ? [.. Rows(path).Skip(from).Take(count)] : [];

    /// <summary>The rows as a table.</summary>
    public async Task TableAsync(string datasetId, Stream output, CancellationToken cancellation)
    {
        await using var table = CsvExport.Open(output);
        await table.WriteRecordAsync(Header, cancellation);
        foreach (var row in PathOf(datasetId) is { } path ? Rows(path) : [])
        {
            var number = row.Row.ToString(System.Globalization.CultureInfo.InvariantCulture);
            await table.WriteRecordAsync(CsvExport.Protected([number, row.Field ?? string.Empty, row.Reason.ToString(), row.Original]), cancellation);
        }
    }

    private static IEnumerable<SetAsideRow> Rows(string path) => File.ReadLines(path).Select(Read).OfType<SetAsideRow>();

    private static Wording Said(JsonObject row) => row["said"] is JsonArray { Count: > 0 } said
        ? new Wording((string?)said[0] ?? string.Empty, [.. said.Skip(1).Select(argument => (string?)argument ?? string.Empty)])
        : new Wording("{0}", (string?)row["reason"] ?? string.Empty);

    private static SetAsideRow? Read(string line)
    {
        try
        {
            return JsonNode.Parse(line) is JsonObject row
                ? new SetAsideRow(
                    (long?)row["row"] ?? 0,
                    (string?)row["field"],
                    Enum.TryParse<ProblemKind>((string?)row["kind"], out var kind) ? kind : ProblemKind.Unreadable,
                    Said(row),
                    row["original"] is JsonValue text ? CellText.Of(text) ?? string.Empty : row["original"]?.ToJsonString(CanonicalExample.Spelling) ?? string.Empty)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
