namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>A row of the file and what it becomes: the example as it will be kept, or the problem.</summary>
public sealed record RowPreview(long Row, string? Content, RowProblem? Problem)
{
    /// <summary>Whether an answer in it says nothing.</summary>
    public bool HasEmptyAnswer { get; init; }
}
