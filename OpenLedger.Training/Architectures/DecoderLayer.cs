using OpenLedger.Training.Kernels;
using static TorchSharp.torch;

namespace OpenLedger.Training.Architectures;

/// <summary>The frozen weights of one pre-norm decoder layer.</summary>
internal sealed class DecoderLayer : IDisposable
{
    /// <summary>Weight of the norm before attention, <c>[hidden]</c>.</summary>
    public required Tensor InputNorm { get; init; }

    /// <summary>Weight of the norm before the feed-forward part, <c>[hidden]</c>.</summary>
    public required Tensor MiddleNorm { get; init; }

    /// <summary>Weight of the query heads' norm, <c>[head dimension]</c>, or null.</summary>
    public Tensor? QueryNorm { get; init; }

    /// <summary>Weight of the key heads' norm, <c>[head dimension]</c>, or null.</summary>
    public Tensor? KeyNorm { get; init; }

    /// <summary>Query, key and value as one projection.</summary>
    public required FrozenLinear Heads { get; init; }

    /// <summary>The output projection of attention.</summary>
    public required FrozenLinear Output { get; init; }

    /// <summary>Gate and up as one projection.</summary>
    public required FrozenLinear GateUp { get; init; }

    /// <summary>The projection back to the hidden width.</summary>
    public required FrozenLinear Down { get; init; }

    /// <summary>How many tokens a token sees, itself included; null: all before it.</summary>
    public required int? Window { get; init; }

    /// <inheritdoc/>
    public void Dispose()
    {
        InputNorm.Dispose();
        MiddleNorm.Dispose();
        QueryNorm?.Dispose();
        KeyNorm?.Dispose();
        Heads.Dispose();
        Output.Dispose();
        GateUp.Dispose();
        Down.Dispose();
    }
}
