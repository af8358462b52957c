using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Data.Sets;

/// <summary>Finds examples by what is said in them. The names in the JSON and the roles are not what is said.</summary>
internal static class ExampleSearch
{
    public static IQueryable<ExampleRow> Of(StudioContext context, string datasetId, string term)
    {
        var said = $"%{Escaped(term)}%";
        var stored = $"%{Escaped(JsonSerializer.Serialize(term, CanonicalExample.Spelling)[1..^1])}%";
        return context.Examples
            .FromSql(
                $"""
                SELECT * FROM "Examples" WHERE "DatasetId" = {datasetId} AND "DeletedAt" IS NULL AND "Content" LIKE {stored} ESCAPE '\'
                AND EXISTS (SELECT 1 FROM json_tree("Content") WHERE json_tree.type = 'text' AND coalesce(json_tree.key, '') <> 'role' AND json_tree.atom LIKE {said} ESCAPE '\')
                """)
            .AsNoTracking()
            .OrderBy(example => example.Position)
            .ThenBy(example => example.Id);
    }

    /// <summary>Whether a line says the term: the same question for sets that lie in a file.</summary>
    public static bool Says(string content, string term) =>
        ExampleText.Turns(content).Any(turn => turn.Text.Contains(term, StringComparison.OrdinalIgnoreCase));

    private static string Escaped(string term) =>
        term.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
