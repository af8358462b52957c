using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Playground;

/// <summary>Where a chat is kept, and as of when; the next save names both.</summary>
public sealed record ChatPlace(string Id, string Title, DateTimeOffset UpdatedAt);

/// <summary>
/// The one door to kept chats. They are their owner's alone: nobody else, not even an admin, sees that they are there.
/// </summary>
internal sealed class ConversationDesk(IDbContextFactory<StudioContext> contexts, WriteQueue queue, TimeProvider clock)
{
    /// <summary>So many chats of one person are listed; older ones are found again when newer ones are deleted.</summary>
    public const int MostListed = 200;

    private const int LongestTitle = 80;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<ChatPlace> ListOf(string accountId)
    {
        using var context = contexts.CreateDbContext();
        return
        [
            .. context.Conversations.AsNoTracking()
                .Where(chat => chat.OwnerId == accountId && chat.DeletedAt == null)
                .OrderByDescending(chat => chat.UpdatedAt)
                .Take(MostListed)
                .Select(chat => new ChatPlace(chat.Id, chat.Title, chat.UpdatedAt)),
        ];
    }

    /// <summary>Null where there is no such chat of this person.</summary>
    public (ChatPlace Place, SavedChat Chat)? Open(string accountId, string id)
    {
        using var context = contexts.CreateDbContext();
        return context.Conversations.AsNoTracking().FirstOrDefault(chat => chat.Id == id && chat.OwnerId == accountId && chat.DeletedAt == null) is { } row
            && SavedChat.Read(row.Content) is { } chat
                ? (new ChatPlace(row.Id, row.Title, row.UpdatedAt), chat)
                : null;
    }

    /// <summary>
    /// Keeps a chat; a new one where it has no place yet, and where another window has changed it meanwhile: then both stay.
    /// Null: it is too long to be kept.
    /// </summary>
    public async Task<ChatPlace?> SaveAsync(string accountId, ChatPlace? place, SavedChat chat)
    {
        var content = chat.ToJson();
        if (content.Length > SavedChat.LongestText || accountId.Length == 0)
        {
            return null;
        }

        var now = Now();
        var title = place?.Title ?? TitleOf(chat.Rounds.Count > 0 ? chat.Rounds[0].Question : string.Empty);
        return await queue.WriteAsync(context =>
        {
            if (place is not null && context.Conversations.FirstOrDefault(row => row.Id == place.Id && row.OwnerId == accountId && row.DeletedAt == null) is { } known && known.UpdatedAt == place.UpdatedAt)
            {
                known.Content = content;
                known.UpdatedAt = now;
                return place with { UpdatedAt = now, Title = known.Title };
            }

            var row = new ConversationRow { Id = Guid.NewGuid().ToString("N"), OwnerId = accountId, Title = title, UpdatedAt = now, Content = content };
            context.Conversations.Add(row);
            return new ChatPlace(row.Id, title, now);
        });
    }

    /// <summary>False where there is no such chat of this person, or the title is empty.</summary>
    public Task<bool> RenameAsync(string accountId, string id, string title)
    {
        var clean = TitleOf(title);
        return clean.Length == 0 ? Task.FromResult(false) : ChangeAsync(accountId, id, row => row.Title = clean);
    }

    /// <summary>Lays a chat into the trash.</summary>
    public Task<bool> DeleteAsync(string accountId, string id)
    {
        var now = Now();
        return ChangeAsync(accountId, id, row => row.DeletedAt = now);
    }

    /// <summary>Takes it out of the trash again.</summary>
    public Task<bool> RestoreAsync(string accountId, string id) => ChangeAsync(accountId, id, row => row.DeletedAt = null);

    private Task<bool> ChangeAsync(string accountId, string id, Action<ConversationRow> change) => queue.WriteAsync(context =>
    {
        var row = context.Conversations.FirstOrDefault(chat => chat.Id == id && chat.OwnerId == accountId);
        if (row is not null)
        {
            change(row);
        }

        return row is not null;
    });

    // As the database keeps it, so that what was read equals what was written.
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>One line of plain text: what breaks lines, is invisible or turns the direction is left out.</summary>
    private static string TitleOf(string text)
    {
        var title = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var kind = Rune.GetUnicodeCategory(rune);
            var isBlank = Rune.IsWhiteSpace(rune) || kind == UnicodeCategory.Control;
            if (isBlank && title.Length > 0 && title[^1] != ' ')
            {
                title.Append(' ');
            }
            else if (!isBlank && kind is not (UnicodeCategory.Format or UnicodeCategory.Surrogate))
            {
                title.Append(rune);
            }

            if (title.Length >= LongestTitle)
            {
                return title.ToString().TrimEnd() + "…";
            }
        }

        return title.ToString().TrimEnd();
    }
}
