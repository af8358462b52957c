using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Archives;

/// <summary>An archive that is not taken, with the reason to show. Nothing of it is left behind.</summary>
internal sealed class ArchiveRefusedException(Sentence reason) : Exception(reason.ToString())
{
    public Sentence Reason { get; } = reason;
}
