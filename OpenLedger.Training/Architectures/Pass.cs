using OpenLedger.Training.Kernels;
using OpenLedger.Training.Lora;
using OpenLedger.Training.Tensors;

namespace OpenLedger.Training.Architectures;

/// <summary>What one pass over packed documents needs to know, beside the weights.</summary>
internal sealed record Pass
{
    /// <summary>The documents.</summary>
    public required PackedTokens Tokens { get; init; }

    /// <summary>The buffers.</summary>
    public required Workspace Space { get; init; }

    /// <summary>The adapter, or null for the base model alone.</summary>
    public LoraParameters? Lora { get; init; }

    /// <summary>Dropout of this pass.</summary>
    public LoraDropout Dropout { get; init; }

    /// <summary>Whether each layer keeps what its way back needs; else layers share their buffers.</summary>
    public bool Kept { get; init; }

    /// <summary>
    /// The only rows that are wanted of the last layer, or null for all: what follows attention there is computed for those alone.
    /// </summary>
    public int[]? WantedRows { get; init; }

    /// <summary>The buffer index of a layer.</summary>
    public int Index(int layer) => Kept ? layer : 0;

    /// <summary>Dropout that differs from layer to layer is left to the projections' paths; this is the seed all of them share.</summary>
    public LoraDropout DropoutOf(LoraGroup? group) => group is null ? LoraDropout.None : Dropout;
}
