using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Features.Playground;

/// <summary>
/// Kept chats as the trash and the storage page see them. Both pages can be an admin's, so that neither hears a title: what was
/// talked about is the owner's alone.
/// </summary>
internal sealed class ChatKeeping(IDbContextFactory<StudioContext> contexts, WriteQueue queue, TimeProvider clock) : ITrashKeeper, IStorageTenant
{
    public string Kind => StorageKinds.Chats;

    public Sentence Clearing => new("All chats of this person go into the trash.");

    IReadOnlyList<TrashedThing> ITrashKeeper.All()
    {
        using var context = contexts.CreateDbContext();
        return
        [
            .. context.Conversations.AsNoTracking()
                .Where(chat => chat.DeletedAt != null)
                .OrderByDescending(chat => chat.DeletedAt)
                .Select(chat => new { chat.Id, chat.OwnerId, chat.UpdatedAt, chat.DeletedAt, chat.Content.Length })
                .AsEnumerable()
                .Select(chat => new TrashedThing(chat.Id, NameOf(chat.UpdatedAt), chat.OwnerId, chat.DeletedAt!.Value, chat.Length)),
        ];
    }

    /// <summary>One thing a person: their chats together.</summary>
    IReadOnlyList<StoredThing> IStorageTenant.All(CancellationToken cancellation)
    {
        using var context = contexts.CreateDbContext();
        return
        [
            .. context.Conversations.AsNoTracking()
                .Where(chat => chat.DeletedAt == null)
                .GroupBy(chat => chat.OwnerId)
                .Select(chats => new { Owner = chats.Key, Count = chats.Count(), Bytes = chats.Sum(chat => (long)chat.Content.Length) })
                .AsEnumerable()
                .Select(chats => new StoredThing(chats.Owner, string.Create(CultureInfo.InvariantCulture, $"{chats.Count} × Chat"), chats.Owner, chats.Bytes)),
        ];
    }

    public Task<Sentence?> RestoreAsync(string id, CancellationToken cancellation) => queue.WriteAsync<Sentence?>(
        context =>
        {
            if (context.Conversations.FirstOrDefault(chat => chat.Id == id) is { } row)
            {
                row.DeletedAt = null;
            }

            return null;
        },
        cancellation);

    public Task<Sentence?> RemoveAsync(string id, CancellationToken cancellation) => queue.WriteAsync<Sentence?>(
        context =>
        {
            context.Conversations.RemoveRange(context.Conversations.Where(chat => chat.Id == id && chat.DeletedAt != null));
            return null;
        },
        cancellation);

    public Task<Sentence?> ClearAsync(string id, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return queue.WriteAsync<Sentence?>(
            context =>
            {
                foreach (var row in context.Conversations.Where(chat => chat.OwnerId == id && chat.DeletedAt == null))
                {
                    row.DeletedAt = now;
                }

                return null;
            },
            cancellation);
    }

    private string NameOf(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"Chat {TimeZoneInfo.ConvertTime(at, clock.LocalTimeZone):yyyy-MM-dd HH:mm}");
}
