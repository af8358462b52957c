namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>The rows of a file, read once from the first to the last.</summary>
internal abstract class RowSource : IDisposable
{
    /// <summary>What part of the file has been read, from 0 to 1.</summary>
    public abstract double Done { get; }

    /// <exception cref="UnreadableFileException">The file cannot be read on.</exception>
    public abstract IEnumerable<SourceRow> Rows(CancellationToken cancellation);

    public abstract void Dispose();
}
