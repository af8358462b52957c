using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Features.Data.Sets;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Features.Data;

/// <summary>The one door to the examples of a set: some of them, changed one by one or many at once, and every change taken back.</summary>
internal sealed class ExampleDesk(IDbContextFactory<StudioContext> contexts, WriteQueue queue, DatasetDesk datasets, BundledSets bundled, TimeProvider clock)
{
    private const int MostAtOnce = 500;
    private const int WrittenAtOnce = 2_000;

    /// <summary>Some examples from the given place on; with a term those that say it. Empty where the set is not theirs to see.</summary>
    public ExamplePage Read(CurrentAccount me, string id, string? term, int from, int count)
    {
        if (datasets.Find(me, id) is not { } set)
        {
            return new ExamplePage([], 0);
        }

        term = term?.Trim() is { Length: > 0 } given ? given : null;
        (from, count) = (Math.Max(0, from), Math.Clamp(count, 1, MostAtOnce));
        if (set.IsBundled)
        {
            var found = bundled.Lines(id).Index().Where(line => term is null || ExampleSearch.Says(line.Item, term)).ToList();
            return new ExamplePage([.. found.Skip(from).Take(count).Select(line => new ExampleItem(line.Index + 1, line.Index + 1, line.Item))], found.Count);
        }

        using var context = contexts.CreateDbContext();
        var rows = term is null ? DatasetRows.Of(context, id) : ExampleSearch.Of(context, id, term);
        var total = term is null ? set.Rows : rows.LongCount();
        return new ExamplePage([.. rows.Skip(from).Take(count).AsEnumerable().Select((row, index) => new ExampleItem(row.Id, from + index + 1, row.Content))], total);
    }

    /// <summary>One example, or null.</summary>
    public ExampleItem? Find(CurrentAccount me, string id, long exampleId)
    {
        if (datasets.Find(me, id) is not { } set)
        {
            return null;
        }

        if (set.IsBundled)
        {
            return bundled.Lines(id).ElementAtOrDefault((int)(exampleId - 1)) is { } line ? new ExampleItem(exampleId, exampleId, line) : null;
        }

        using var context = contexts.CreateDbContext();
        return DatasetRows.Of(context, id).FirstOrDefault(row => row.Id == exampleId) is { } row
            ? new ExampleItem(row.Id, DatasetRows.Of(context, id).LongCount(other => other.Position < row.Position) + 1, row.Content)
            : null;
    }

    /// <summary>Replaces an example by what is in the draft.</summary>
    public Task<EditReceipt> EditAsync(CurrentAccount me, string id, ExampleItem item, ExampleDraft draft) =>
        draft.Write() is (null, var problem) ? Task.FromResult(new EditReceipt(0, problem)) : ChangeAsync(me, id, NewBatch(), edit => edit.Replace(item.Id, item.Content, draft.Write().Content!));

    /// <summary>Adds an example at the end.</summary>
    public async Task<EditReceipt> AddAsync(CurrentAccount me, string id, ExampleDraft draft)
    {
        var (content, problem) = draft.Write();
        problem ??= await datasets.RoomProblemAsync(me.Id, 1, content!.Length);
        return problem is not null ? new EditReceipt(0, problem) : await ChangeAsync(me, id, NewBatch(), edit => edit.Add(draft.Shape, content!));
    }

    /// <summary>Deletes examples; one step to take back.</summary>
    public Task<EditReceipt> DeleteAsync(CurrentAccount me, string id, IReadOnlyCollection<long> exampleIds) =>
        ChangeManyAsync(me, id, exampleIds.Chunk(WrittenAtOnce), (edit, part) => edit.Delete(part));

    /// <summary>Replaces many examples; one step to take back. Those that were changed meanwhile stay as they are.</summary>
    public Task<EditReceipt> ReplaceAsync(CurrentAccount me, string id, IReadOnlyList<(long Id, string Before, string After)> replacements) =>
        ChangeManyAsync(me, id, replacements.Chunk(WrittenAtOnce), (edit, part) => part.Sum(one => Math.Max(0, edit.Replace(one.Id, one.Before, one.After))));

    /// <summary>Takes the last change back.</summary>
    public async Task<EditReceipt> UndoAsync(CurrentAccount me, string id)
    {
        var (all, batch) = (0L, LastBatch(id));
        while (batch is not null)
        {
            var receipt = await ChangeAsync(me, id, batch, edit => edit.Undo(WrittenAtOnce));
            all += receipt.Changed;
            if (receipt.Problem is not null || (all > 0 && receipt.Changed < WrittenAtOnce))
            {
                return receipt with { Changed = all };
            }

            // Somebody pressed twice, and the other press took this change back meanwhile.
            batch = all == 0 ? LastBatch(id) : batch;
        }

        return new EditReceipt(0, null);
    }

    /// <summary>Whether there is a change to take back.</summary>
    public bool CanUndo(CurrentAccount me, string id)
    {
        if (datasets.Find(me, id) is not { IsBundled: false } set || !DatasetDesk.MayChange(me, set))
        {
            return false;
        }

        using var context = contexts.CreateDbContext();
        return context.ExampleEdits.Any(edit => edit.DatasetId == id);
    }

    /// <summary>The person's own sets of conversations, to which an answer can be added; the last changed first.</summary>
    public IReadOnlyList<Dataset> OwnChats(CurrentAccount me) =>
        [.. datasets.All(me).Where(set => set.Shape == ExampleShape.Chat && DatasetDesk.MayChange(me, set) && set.OwnerId == me.Id)];

    /// <summary>Adds a conversation of the playground to a set; to a new one of that name where no id is given.</summary>
    public async Task<(Dataset? Set, Wording? Problem)> KeepAsync(CurrentAccount me, string? id, string newName, string? systemPrompt, IReadOnlyList<ChatTurn> turns)
    {
        var draft = ExampleDraft.New(ExampleShape.Chat);
        draft.Turns.Clear();
        if (!string.IsNullOrWhiteSpace(systemPrompt))
        {
            draft.Turns.Add(new DraftTurn(MessageReader.System) { Text = systemPrompt });
        }

        draft.Turns.AddRange(turns.Select(turn => new DraftTurn(turn.IsQuestion ? MessageReader.User : MessageReader.Assistant) { Text = turn.Text }));
        if (draft.Write() is (null, var problem))
        {
            return (null, problem);
        }

        if (id is null)
        {
            try
            {
                var made = await datasets.CreateAsync(me, newName, ExampleShape.Chat, [draft.Write().Content!]);
                return (made, made is null ? EditReceipt.NotThere.Problem : null);
            }
            catch (RefusedException refused)
            {
                return (null, new Wording(refused.Sentence.Text, refused.Sentence.Parts));
            }
        }

        var receipt = await AddAsync(me, id, draft);
        return (datasets.Find(me, id), receipt.Problem);
    }

    private static string NewBatch() => Guid.NewGuid().ToString("N");

    private string? LastBatch(string id)
    {
        using var context = contexts.CreateDbContext();
        return context.ExampleEdits.AsNoTracking().Where(edit => edit.DatasetId == id).OrderByDescending(edit => edit.Id).Select(edit => edit.Batch).FirstOrDefault();
    }

    /// <summary>Many changes of one click, in several writes, so that nobody else waits long for theirs.</summary>
    private async Task<EditReceipt> ChangeManyAsync<T>(CurrentAccount me, string id, IEnumerable<T[]> parts, Func<ExampleChange, T[], long> change)
    {
        var (all, batch) = (0L, NewBatch());
        foreach (var part in parts)
        {
            var receipt = await ChangeAsync(me, id, batch, edit => change(edit, part));
            if (receipt.Problem is not null)
            {
                return receipt;
            }

            all += receipt.Changed;
        }

        return new EditReceipt(all, null);
    }

    private async Task<EditReceipt> ChangeAsync(CurrentAccount me, string id, string batch, Func<ExampleChange, long> change)
    {
        var (asker, now) = (Asker.Of(me), clock.GetUtcNow());
        return await queue.WriteAsync(context =>
        {
            if (context.Datasets.FirstOrDefault(row => row.Id == id && row.DeletedAt == null) is not { } set || !asker.MayChange(set.OwnerId))
            {
                return EditReceipt.NotThere;
            }

            var edit = new ExampleChange(context, set, batch, now);
            var changed = change(edit);
            if (changed < 0)
            {
                return EditReceipt.Meanwhile;
            }

            set.Rows = (int)Math.Max(0, set.Rows + edit.MoreRows);
            set.UpdatedAt = changed > 0 ? now : set.UpdatedAt;
            return new EditReceipt(changed, null);
        });
    }
}
