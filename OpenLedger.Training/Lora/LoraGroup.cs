using static TorchSharp.torch;

namespace OpenLedger.Training.Lora;

/// <summary>The two matrices of one adapted projection inside the flat vector of all adapter values: A <c>[r, in]</c>, B <c>[out, r]</c>.</summary>
internal sealed class LoraSlot : IDisposable
{
    /// <summary>Which projection this adapts, as PEFT spells it.</summary>
    public required string Path { get; init; }

    /// <summary>First column of the group's output that belongs to this projection.</summary>
    public required int OutStart { get; init; }

    /// <summary>First column of the group's inner product <c>x Aᵀ</c> that belongs to this projection.</summary>
    public required int RankStart { get; init; }

    /// <summary>alpha / r, or alpha / √r.</summary>
    public required float Scaling { get; init; }

    /// <summary>A, <c>[r, in]</c>: a view.</summary>
    public required Tensor Down { get; init; }

    /// <summary>B, <c>[out, r]</c>: a view.</summary>
    public required Tensor Up { get; init; }

    /// <summary>The gradient of A, or null where nothing is trained.</summary>
    public Tensor? DownGradient { get; init; }

    /// <summary>The gradient of B, or null where nothing is trained.</summary>
    public Tensor? UpGradient { get; init; }

    /// <summary>Inner width.</summary>
    public int Rank => (int)Down.size(0);

    /// <summary>Width of the projection's output.</summary>
    public int OutCount => (int)Up.size(0);

    /// <inheritdoc/>
    public void Dispose()
    {
        Down.Dispose();
        Up.Dispose();
        DownGradient?.Dispose();
        UpGradient?.Dispose();
    }
}

/// <summary>The adapted projections among those that share one input and one product; their A matrices lie one below the other.</summary>
internal sealed class LoraGroup(IReadOnlyList<LoraSlot> slots, Tensor down, Tensor? downGradient) : IDisposable
{
    /// <summary>The projections that are adapted.</summary>
    public IReadOnlyList<LoraSlot> Slots { get; } = slots;

    /// <summary>All A matrices, <c>[R, in]</c>.</summary>
    public Tensor Down { get; } = down;

    /// <summary>The gradients of all A matrices, <c>[R, in]</c>.</summary>
    public Tensor? DownGradient { get; } = downGradient;

    /// <summary>The sum of the ranks, R.</summary>
    public int Rank { get; } = (int)down.size(0);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var slot in Slots)
        {
            slot.Dispose();
        }

        Down.Dispose();
        DownGradient?.Dispose();
    }
}
