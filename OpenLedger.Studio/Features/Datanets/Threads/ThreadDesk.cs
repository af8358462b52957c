using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Datanets.Threads;

/// <summary>
/// Short messages in the thread of an entry, between its author, those who review it and the curators. Reviewers stay unnamed, and whoever
/// has not voted yet reads the author's alone, so that a first look stays one's own. With the entry they are taken back.
/// </summary>
internal sealed class ThreadDesk(IDbContextFactory<StudioContext> contexts, WriteQueue queue, EntryBook book, DatanetDesk datanets, TimeProvider clock)
{
    /// <summary>How many messages a thread takes.</summary>
    public const int MostOfAnEntry = 100;

    /// <summary>How many one person writes in all threads of a Datanet in a day.</summary>
    public const int MostADay = 20;

    /// <summary>The messages that whoever asks may read, in their order.</summary>
    public IReadOnlyList<EntryMessage> Of(CurrentAccount me, string entryId)
    {
        if (book.Find(me, entryId) is not { } entry || datanets.Find(me, entry.Row.DatanetId) is not { } datanet || PartOf(me.Id, entry, datanet, mayBeNew: true) is not { } part)
        {
            return [];
        }

        var (who, author, all) = (me.Id, nameof(MessagePart.Author), part != MessagePart.Reviewer || entry.Card.Standing.CurrentVotes.Any(vote => vote.ReviewerId == me.Id));
        using var context = contexts.CreateDbContext();
        return [.. context.EntryMessages.AsNoTracking().Where(message => message.EntryId == entryId && (all || message.Part == author || message.AuthorId == who))
            .OrderBy(message => message.Id).ToList().Select(message => new EntryMessage(message.AuthorId, Enum.Parse<MessagePart>(message.Part), message.At, message.Text))];
    }

    /// <summary>Whether whoever asks may write in a thread.</summary>
    public bool MayWrite(CurrentAccount me, EntryView entry) =>
        IsOpen(entry.State) && datanets.Find(me, entry.Row.DatanetId) is { } datanet && PartOf(me.Id, entry, datanet, mayBeNew: false) is not null;

    /// <summary>Writes in a thread; null where it stands there now, else why not.</summary>
    public async Task<Sentence?> SayAsync(CurrentAccount me, string entryId, string text)
    {
        if (book.Find(me, entryId) is not { } entry || datanets.Find(me, entry.Row.DatanetId) is not { } datanet || PartOf(me.Id, entry, datanet, mayBeNew: false) is not { } part)
        {
            return new Sentence("Its author, those who reviewed it and the curators write here. Ask one of them.");
        }

        if (!IsOpen(entry.State))
        {
            return new Sentence("Nobody would read it: the entry is a draft, or was taken back. Write here once it is handed in.");
        }

        if (text.Trim() is not { Length: > 0 and <= EntryMessage.LongestText } said || StoredText.HasLoneSurrogate(said))
        {
            return new Sentence("A message has up to {0} characters of plain text. Write a few sentences.", EntryMessage.LongestText);
        }

        var (who, now, datanetId) = (me.Id, clock.GetUtcNow(), datanet.Id);
        return await queue.WriteAsync(context =>
        {
            // It may have been taken back while somebody wrote.
            if (context.Entries.Find(entryId) is not { DeletedAt: null } row || !IsOpen(Enum.Parse<EntryState>(row.State)))
            {
                return new Sentence("The entry was taken back meanwhile. Load the page again.");
            }

            var dayAgo = now.AddDays(-1);
            if (context.EntryMessages.Count(message => message.EntryId == entryId) >= MostOfAnEntry)
            {
                return new Sentence("This thread is full. Ask a curator to decide about the entry.");
            }

            if (context.EntryMessages.Count(message => message.DatanetId == datanetId && message.AuthorId == who && message.At > dayAgo) >= MostADay)
            {
                return new Sentence("You have written {0} messages here within a day, which is the most. Write the next one tomorrow.", MostADay);
            }

            context.EntryMessages.Add(new EntryMessageRow { DatanetId = datanetId, EntryId = entryId, AuthorId = who, Part = part.ToString(), At = now, Text = said });
            return (Sentence?)null;
        });
    }

    private static bool IsOpen(EntryState state) => state is not (EntryState.Draft or EntryState.Withdrawn);

    /// <summary>As what somebody takes part in a thread; null for those who have none in it.</summary>
    private static MessagePart? PartOf(string who, EntryView entry, Datanet datanet, bool mayBeNew) => entry switch
    {
        _ when entry.Row.AuthorId == who => MessagePart.Author,
        _ when datanet.Curates => MessagePart.Curator,
        _ when datanet.MayReview && (mayBeNew || HasReviewed(who, entry.Card.Standing)) => MessagePart.Reviewer,
        _ => null,
    };

    private static bool HasReviewed(string who, EntryStanding standing) => standing.Lease?.ReviewerId == who || standing.Votes.Any(vote => vote.ReviewerId == who);
}
