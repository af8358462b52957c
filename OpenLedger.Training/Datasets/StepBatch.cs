namespace OpenLedger.Training.Datasets;

/// <summary>What one optimiser step learns from.</summary>
/// <param name="MicroBatches">The parts whose gradients are added up.</param>
/// <param name="LabelCount">Tokens that count in the loss, over all parts: the divisor of the mean.</param>
/// <param name="Epoch">The epoch this step belongs to, from 0.</param>
public sealed record StepBatch(IReadOnlyList<MicroBatch> MicroBatches, int LabelCount, int Epoch);

/// <summary>What is computed at once.</summary>
/// <param name="Rows">The rows; without packing each holds one example.</param>
public sealed record MicroBatch(IReadOnlyList<PackedRow> Rows);

/// <summary>Examples that stand one after the other in one row and do not see each other.</summary>
/// <param name="Examples">Numbers in the <see cref="DataMixture"/>.</param>
public readonly record struct PackedRow(IReadOnlyList<int> Examples);
