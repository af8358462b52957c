namespace OpenLedger.Training.Datasets;

/// <summary>What became of one row: either its value, or its problem.</summary>
/// <param name="Value">What was read.</param>
/// <param name="Problem">Why nothing was.</param>
internal sealed record RowOutcome<T>(T? Value, DatasetProblem? Problem)
    where T : class
{
    /// <summary>Whether the file cannot be read on after this.</summary>
    public bool IsLast { get; init; }
}
