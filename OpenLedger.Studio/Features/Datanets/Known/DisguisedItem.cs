using System.Security.Cryptography;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Datanets.Known;

/// <summary>A known item as an entry that waits: its own id would tell what became of it.</summary>
internal static class DisguisedItem
{
    public static EntryView Of(GoldRow item, DateTimeOffset now)
    {
        var id = EntryId.Create(now.AddHours(-1), RandomNumberGenerator.GetBytes(EntryId.ChanceBytes)).Text;
        return EntryView.Of(new EntryRow
        {
            Id = id,
            DatanetId = item.DatanetId,
            AuthorId = "",
            State = nameof(EntryState.InReview),
            Category = item.Category,
            Revision = 1,
            Content = item.Content,
            ContentHash = "",
            Card = new EntryCard { Standing = new EntryStanding { EntryId = id, AuthorId = "" } }.Json(),
        });
    }
}
