namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>Carries what is wrong with a row from where it is found to where rows are collected.</summary>
internal sealed class RowProblemException(RowProblem problem) : Exception(problem.ToString())
{
    public RowProblem Problem { get; } = problem;
}
