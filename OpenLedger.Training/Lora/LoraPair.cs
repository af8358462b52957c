using static TorchSharp.torch;

namespace OpenLedger.Training.Lora;

/// <summary>
/// The two matrices on one linear module: y += scaling x (x Down^T) Up^T. Both are float32, contiguous, on the CPU when made, and belong to the adapter.
/// </summary>
/// <param name="Module">The module they sit on.</param>
/// <param name="Down">PEFT's <c>lora_A</c>, [rank, in].</param>
/// <param name="Up">PEFT's <c>lora_B</c>, [out, rank].</param>
/// <param name="Rank">The inner width.</param>
/// <param name="Scaling">What the product is multiplied by.</param>
public sealed record LoraPair(LinearModule Module, Tensor Down, Tensor Up, int Rank, float Scaling) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Down.Dispose();
        Up.Dispose();
    }
}
