using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Features.Datanets.Threads;

/// <summary>What an author says of an entry beside its text: it may be read before a first vote, as it tells nothing of other reviewers.</summary>
internal static class AuthorWords
{
    /// <summary>The note, then the messages in their order.</summary>
    public static IReadOnlyList<string> Of(StudioContext context, EntryView entry)
    {
        var (id, author) = (entry.Row.Id, nameof(MessagePart.Author));
        IEnumerable<string> note = entry.Card.Note is { } said ? [said] : [];
        return [.. note, .. context.EntryMessages.AsNoTracking().Where(message => message.EntryId == id && message.Part == author).OrderBy(message => message.Id).Select(message => message.Text)];
    }
}
