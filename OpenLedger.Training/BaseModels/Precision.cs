namespace OpenLedger.Training.BaseModels;

/// <summary>What the large products of a model are computed in. Adapters, norms, sums and losses are always float32.</summary>
public enum Precision
{
    /// <summary>Weights and products in float32.</summary>
    Float32,

    /// <summary>Weights and products in bfloat16: half the memory, and faster where the processor or GPU has it built in.</summary>
    BFloat16,
}
