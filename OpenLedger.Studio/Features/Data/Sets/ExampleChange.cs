using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Data.Sets;

/// <summary>
/// One click's changes to the examples of a set, written with what it takes to take them back. It runs where the store is written. What
/// it gives back is how many examples changed; less than none: somebody else was quicker.
/// </summary>
internal sealed class ExampleChange(StudioContext context, DatasetRow set, string batch, DateTimeOffset now)
{
    private const int IdsAtOnce = 500;
    private const long Meanwhile = -1;

    /// <summary>How many examples there are more than before.</summary>
    public long MoreRows { get; private set; }

    public long Replace(long id, string before, string after)
    {
        if (context.Examples.FirstOrDefault(row => row.Id == id && row.DatasetId == set.Id && row.DeletedAt == null) is not { } example || example.Content != before)
        {
            return Meanwhile;
        }

        if (before == after)
        {
            return 0;
        }

        example.Content = after;
        Note(id, before, after);
        return 1;
    }

    public long Add(ExampleShape shape, string content)
    {
        if (set.Kind != shape.ToString())
        {
            return Meanwhile;
        }

        var last = context.Examples.Where(row => row.DatasetId == set.Id).Max(row => (double?)row.Position) ?? 0;
        var example = new ExampleRow { DatasetId = set.Id, Position = Math.Floor(last) + 1, Content = content };
        context.Examples.Add(example);
        context.SaveNow();
        Note(example.Id, null, content);
        MoreRows++;
        return 1;
    }

    public long Delete(IReadOnlyCollection<long> ids)
    {
        var deleted = 0L;
        foreach (var part in ids.Chunk(IdsAtOnce))
        {
            foreach (var example in context.Examples.Where(row => part.Contains(row.Id) && row.DatasetId == set.Id && row.DeletedAt == null).ToList())
            {
                example.DeletedAt = now;
                Note(example.Id, example.Content, null);
                deleted++;
            }
        }

        MoreRows -= deleted;
        return deleted;
    }

    /// <summary>Takes back the last of what was changed with this click, at most so many.</summary>
    public long Undo(int most)
    {
        var edits = context.ExampleEdits.Where(edit => edit.DatasetId == set.Id && edit.Batch == batch).OrderByDescending(edit => edit.Id).Take(most).ToList();
        var examples = new Dictionary<long, ExampleRow>();
        foreach (var part in edits.Select(edit => edit.ExampleId).Distinct().Chunk(IdsAtOnce))
        {
            foreach (var example in context.Examples.Where(row => part.Contains(row.Id)).ToList())
            {
                examples[example.Id] = example;
            }
        }

        foreach (var edit in edits.Where(edit => examples.ContainsKey(edit.ExampleId)))
        {
            TakeBack(examples[edit.ExampleId], edit);
        }

        context.ExampleEdits.RemoveRange(edits);
        return edits.Count;
    }

    private void TakeBack(ExampleRow example, ExampleEdit edit)
    {
        if (edit.Before is null)
        {
            example.DeletedAt = now;
            MoreRows--;
            return;
        }

        MoreRows += edit.After is null ? 1 : 0;
        example.DeletedAt = null;
        example.Content = edit.Before;
    }

    private void Note(long id, string? before, string? after) =>
        context.ExampleEdits.Add(new ExampleEdit { DatasetId = set.Id, Batch = batch, At = now, ExampleId = id, Before = before, After = after });
}
