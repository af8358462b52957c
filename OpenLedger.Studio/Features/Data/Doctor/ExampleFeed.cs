using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Features.Data.Sets;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Features.Data.Doctor;

/// <summary>The examples of a set, by their ids, some at a time and in any order.</summary>
internal sealed class ExampleFeed
{
    private readonly Func<IReadOnlyList<long>, IReadOnlyList<(long Id, string Content)>> _fetch;

    private ExampleFeed(IReadOnlyList<long> ids, Func<IReadOnlyList<long>, IReadOnlyList<(long Id, string Content)>> fetch) => (Ids, _fetch) = (ids, fetch);

    /// <summary>All ids in their order.</summary>
    public IReadOnlyList<long> Ids { get; }

    public static ExampleFeed Of(IReadOnlyList<string> lines) =>
        new([.. Enumerable.Range(1, lines.Count).Select(number => (long)number)], ids => [.. ids.Select(id => (id, lines[(int)id - 1]))]);

    public static ExampleFeed Of(IDbContextFactory<StudioContext> contexts, string datasetId)
    {
        using var context = contexts.CreateDbContext();
        return new ExampleFeed([.. DatasetRows.Of(context, datasetId).Select(row => row.Id)], ids => Fetch(contexts, ids));
    }

    /// <summary>These examples, in the order of the ids; without those that were deleted meanwhile.</summary>
    public IReadOnlyList<(long Id, string Content)> Fetch(IReadOnlyList<long> ids) => _fetch(ids);

    private static List<(long Id, string Content)> Fetch(IDbContextFactory<StudioContext> contexts, IReadOnlyList<long> ids)
    {
        using var context = contexts.CreateDbContext();
        var rows = context.Examples.AsNoTracking().Where(row => ids.Contains(row.Id) && row.DeletedAt == null).ToDictionary(row => row.Id, row => row.Content);
        return [.. ids.Where(rows.ContainsKey).Select(id => (id, rows[id]))];
    }
}
