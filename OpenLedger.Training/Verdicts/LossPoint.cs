namespace OpenLedger.Training.Verdicts;

/// <summary>What was measured at a step; null where it was not measured there. Step 0 is before training.</summary>
/// <param name="Step">Steps made.</param>
/// <param name="Training">Loss of the step's own examples (natural logarithm).</param>
/// <param name="HeldOut">Mean loss of the held-out examples.</param>
public readonly record struct LossPoint(int Step, double? Training, double? HeldOut);
