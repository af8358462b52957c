using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Datanets.Flow;

/// <summary>
/// What comes into the queue when, inside one write. The queue is as long as can be decided in two days; what comes beyond waits on a list
/// and is let in by itself as decisions make room. Nobody asks this of one's own Datanet that takes one's entries at once.
/// </summary>
internal static class Intake
{
    /// <summary>More than this are let in by the next sweep.</summary>
    private const int MostAtOnce = 100;

    /// <summary>Whether somebody is new in a Datanet: for them a share of the queue is kept.</summary>
    public static bool IsNewcomer(string role, MemberCard card) => DatanetRoles.Parse(role) < DatanetRole.Curator && card.Tier == Tier.T0;

    /// <summary>Whether the queue takes an entry at once; never where others wait already, who come first.</summary>
    public static bool HasRoom(StudioContext context, DatanetRow datanet, ReviewPolicy policy, DatanetMemberRow author, DateTimeOffset at) =>
        Allowances.IsFree(datanet, policy, author.AccountId)
        || (!WaitingLine.IsThere(context, datanet.Id) && WaitingLine.Read(context, datanet.Id, policy, at).HasRoom(IsNewcomer(author.Role, MemberCard.Read(author.Card))));

    /// <summary>Lets entries in as far as there is room, in the order of the list. What was changed before in this write must be saved.</summary>
    public static int Admit(StudioContext context, string datanetId, DateTimeOffset at)
    {
        if (!WaitingLine.IsThere(context, datanetId) || context.Datanets.Find(datanetId) is not { DeletedAt: null } datanet)
        {
            return 0;
        }

        var (line, admitted) = (WaitingLine.Read(context, datanetId, DatanetCard.Read(datanet.Card).Rules, at), 0);
        foreach (var entry in line.Entries.TakeWhile(_ => admitted < MostAtOnce).Where(entry => line.HasRoom(entry.IsNewcomers)))
        {
            if (context.Entries.Find(entry.EntryId) is { } row && EntryTransitions.Apply(context, row, new EntryCommand(CommandKind.Admit), Actor.Machine, at).IsDone)
            {
                line.Enter(entry.IsNewcomers);
                admitted++;
            }
        }

        return admitted;
    }

    /// <summary>Whether a transition made room in the queue.</summary>
    public static bool MadeRoom(Transition transition) =>
        transition.Event is { } happened && IsInQueue(happened.From) && !IsInQueue(happened.To);

    private static bool IsInQueue(EntryState state) => state is EntryState.Queued or EntryState.InReview;
}
