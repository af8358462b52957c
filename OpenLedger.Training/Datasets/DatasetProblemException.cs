namespace OpenLedger.Training.Datasets;

/// <summary>Carries a problem from where it is found to the reader; never leaves this folder.</summary>
internal sealed class DatasetProblemException(DatasetProblem problem) : Exception(problem.ToString())
{
    /// <summary>What was found.</summary>
    public DatasetProblem Problem => problem;
}
