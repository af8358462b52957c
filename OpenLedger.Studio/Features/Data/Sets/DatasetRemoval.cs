using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Data.Sets;

/// <summary>Removes a set for good: its examples in pieces, so that a large one does not hold up everybody else's writes; its files; its row.</summary>
internal sealed class DatasetRemoval(IDbContextFactory<StudioContext> contexts, WriteQueue queue, DataFolder data)
{
    private const int AtOnce = 5_000;

    /// <summary>The folder of a set's files; null where the id is none of ours.</summary>
    public string? FolderOf(string id) => Guid.TryParseExact(id, "N", out _) ? Path.Combine(data.Datasets, id) : null;

    public async Task RemoveAsync(string id)
    {
        while (await queue.WriteAsync(context => RemoveSome(context, id)) > 0)
        {
            // The next piece.
        }

        if (FolderOf(id) is { } folder && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        await queue.WriteAsync(context => context.Datasets.Where(row => row.Id == id).ExecuteDelete());
    }

    /// <summary>Removes what an import left that the end of the studio cut short, and files of sets that are not there.</summary>
    public async Task SweepAsync(Func<string, bool> isAtWork)
    {
        var known = new List<DatasetRow>();
        using (var context = contexts.CreateDbContext())
        {
            known.AddRange(context.Datasets.AsNoTracking());
        }

        foreach (var row in known.Where(row => DatasetCard.Read(row.Card) is { IsArriving: true } && !isAtWork(row.Id)))
        {
            await RemoveAsync(row.Id);
        }

        foreach (var folder in Directory.EnumerateDirectories(data.Datasets).Where(folder => !known.Exists(row => row.Id == Path.GetFileName(folder)) && !isAtWork(Path.GetFileName(folder))))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Removes examples that were deleted before this time, and what could be taken back up to then.</summary>
    public async Task ForgetAsync(DateTimeOffset before)
    {
        while (await queue.WriteAsync(context => ForgetSome(context, before)) > 0)
        {
            // The next piece.
        }
    }

    private static int ForgetSome(StudioContext context, DateTimeOffset before)
    {
        var edits = context.ExampleEdits.Where(edit => edit.At < before).OrderBy(edit => edit.Id).Take(AtOnce).Select(edit => edit.Id);
        var examples = context.Examples.Where(example => example.DeletedAt < before).OrderBy(example => example.Id).Take(AtOnce).Select(example => example.Id);
        return context.ExampleEdits.Where(edit => edits.Contains(edit.Id)).ExecuteDelete() + context.Examples.Where(example => examples.Contains(example.Id)).ExecuteDelete();
    }

    private static int RemoveSome(StudioContext context, string id)
    {
        var edits = context.ExampleEdits.Where(edit => edit.DatasetId == id).OrderBy(edit => edit.Id).Take(AtOnce).Select(edit => edit.Id);
        var examples = context.Examples.Where(example => example.DatasetId == id).OrderBy(example => example.Id).Take(AtOnce).Select(example => example.Id);
        return context.ExampleEdits.Where(edit => edits.Contains(edit.Id)).ExecuteDelete() + context.Examples.Where(example => examples.Contains(example.Id)).ExecuteDelete();
    }
}
