using OpenLedger.Studio.Features.Data.Import;

namespace OpenLedger.Studio.Features.Data.Sets;

/// <summary>What became of a change: done, so many examples changed; or why not, with the next step.</summary>
public readonly record struct EditReceipt(long Changed, Wording? Problem)
{
    public static EditReceipt NotThere { get; } = new(0, new Wording("This set is not there any more, or not yours to change."));

    public static EditReceipt Meanwhile { get; } = new(0, new Wording("The example was changed meanwhile, in another window or by somebody else. Look at it again."));
}
