namespace OpenLedger.Training.Verdicts;

/// <summary>Right answers before and after training: to questions about what is new, and to general ones that were known.</summary>
/// <param name="NewBefore">New questions right before.</param>
/// <param name="NewAfter">New questions right after.</param>
/// <param name="NewTotal">New questions asked; 0 where there are none.</param>
/// <param name="KeptBefore">General questions right before; 0 where there are none.</param>
/// <param name="KeptAfter">Those of them that are right after.</param>
public sealed record KnowledgeChange(int NewBefore, int NewAfter, int NewTotal, int KeptBefore, int KeptAfter)
{
    /// <summary>The share of what was not known that is known now; null where nothing was asked or all was known.</summary>
    public double? Gained => NewTotal > NewBefore ? (NewAfter - NewBefore) / (double)(NewTotal - NewBefore) : null;

    /// <summary>The share of what was known that is still known; null where nothing was.</summary>
    public double? Kept => KeptBefore > 0 ? KeptAfter / (double)KeptBefore : null;
}
