using OpenLedger.Studio.Accounts;

namespace OpenLedger.Studio.Features.Data.Sets;

/// <summary>What somebody may do at this moment, taken along to where the store is written.</summary>
internal sealed record Asker(string Id, bool IsAdmin, bool MayTrain)
{
    public static Asker Of(CurrentAccount me) => new(me.Id, me.IsAdmin, me.MayTrain);

    public bool MayChange(string ownerId) => IsAdmin || (MayTrain && Id == ownerId);
}
