using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Datanets.Entries;

/// <summary>Keeps what somebody was about to contribute to a Datanet, so that neither a reload nor a restart loses a word.</summary>
internal sealed class EntryDrafts(IDbContextFactory<StudioContext> contexts, WriteQueue queue, TimeProvider clock)
{
    public EntryForm? Read(string ownerId, string datanetId)
    {
        var key = KeyOf(datanetId);
        using var context = contexts.CreateDbContext();
        try
        {
            return context.Drafts.AsNoTracking().FirstOrDefault(draft => draft.OwnerId == ownerId && draft.Key == key) is { } row ? DatanetJson.Read<EntryForm>(row.Content) : null;
        }
        catch (JsonException)
        {
            // Written by another version of the studio.
            return null;
        }
    }

    public Task WriteAsync(string ownerId, string datanetId, EntryForm form)
    {
        var (key, content, now) = (KeyOf(datanetId), DatanetJson.Write(form), clock.GetUtcNow());
        return queue.WriteAsync(context =>
        {
            if (context.Drafts.Find(ownerId, key) is { } row)
            {
                (row.Content, row.At) = (content, now);
            }
            else
            {
                context.Drafts.Add(new DraftRow { OwnerId = ownerId, Key = key, Content = content, At = now });
            }
        });
    }

    public Task ForgetAsync(string ownerId, string datanetId)
    {
        var key = KeyOf(datanetId);
        return queue.WriteAsync(context =>
        {
            if (context.Drafts.Find(ownerId, key) is { } row)
            {
                context.Drafts.Remove(row);
            }
        });
    }

    private static string KeyOf(string datanetId) => "entry:" + datanetId;
}
