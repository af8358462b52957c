using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Data.Sets;

/// <summary>How sets and examples lie in the store.</summary>
internal static class DatasetRows
{
    private const int RowsAtOnce = 2_000;

    public static Dataset Read(DatasetRow row) => new(row.Id, row.Name, Enum.TryParse<ExampleShape>(row.Kind, out var shape) ? shape : ExampleShape.Chat, row.Rows)
    {
        OwnerId = row.OwnerId,
        Origin = row.Origin,
        Licence = row.Licence,
        Notes = row.Notes,
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
        SetAside = row.SetAside,
        IsRehearsal = row.IsRehearsal,
        IsShared = row.IsShared,
        Card = DatasetCard.Read(row.Card),
    };

    /// <summary>The examples of a set that were not deleted, in their order.</summary>
    public static IQueryable<ExampleRow> Of(StudioContext context, string datasetId) =>
        context.Examples.AsNoTracking().Where(example => example.DatasetId == datasetId && example.DeletedAt == null).OrderBy(example => example.Position).ThenBy(example => example.Id);

    /// <summary>All of them, read in pieces, so that a large set neither fills the memory nor holds the database.</summary>
    public static IEnumerable<ExampleRow> Stream(IDbContextFactory<StudioContext> contexts, string datasetId, CancellationToken cancellation)
    {
        var (position, id) = (double.MinValue, long.MinValue);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            List<ExampleRow> rows;
            using (var context = contexts.CreateDbContext())
            {
                rows = [.. Of(context, datasetId).Where(row => row.Position > position || (row.Position == position && row.Id > id)).Take(RowsAtOnce)];
            }

            foreach (var row in rows)
            {
                yield return row;
            }

            if (rows.Count < RowsAtOnce)
            {
                yield break;
            }

            (position, id) = (rows[^1].Position, rows[^1].Id);
        }
    }
}
