namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>A file that cannot be read at all, or not on. It never leaves the import: there it becomes a result to show.</summary>
internal sealed class UnreadableFileException(Wording wording) : Exception(wording.ToString())
{
    public Wording Wording { get; } = wording;
}
