using OpenLedger.Studio.Controls;
using OpenLedger.Training;
using OpenLedger.Training.Architectures;
using OpenLedger.Training.Checkpoints;

namespace OpenLedger.Studio.Features.Playground;

/// <summary>How much memory a model takes to chat with, and how much can be had, in bytes.</summary>
/// <param name="NeedOf">What the model in a folder takes.</param>
/// <param name="Free">What can be had without taking it from another program.</param>
internal sealed record ChatMemory(Func<string, long> NeedOf, Func<long> Free)
{
    private const int BytesOfANumber = sizeof(float);
    private const int UsualContext = 2048;
    private const int VoicesAtOnce = 2;
    private const long Besides = 64_000_000;

    /// <summary>Its weights as float32, and what two answers remember of a conversation. Reads headers alone.</summary>
    /// <exception cref="TrainingException">The folder holds no model that can be read.</exception>
    public static long OfModel(string folder)
    {
        var config = BaseModelConfig.Read(folder);
        using var weights = ModelWeights.Open(folder);
        var numbers = weights.Tensors.Values.Sum(tensor => tensor.Shape.Aggregate(1L, (product, size) => product * size));
        var remembered = 2L * config.LayerCount * config.KeyValueHeadCount * config.HeadDimension * Math.Min(config.MaxPositions, UsualContext);
        return ((numbers + (VoicesAtOnce * remembered)) * BytesOfANumber) + Besides;
    }
}

/// <summary>A model does not fit into the memory that can be had.</summary>
internal sealed class NoRoomException(long need, long free)
    : Exception($"The model needs about {NumberText.Bytes(need)} of memory to answer, but only {NumberText.Bytes(free)} can be had now. Choose a smaller model, or try again when a training has ended.")
{
    public long Need { get; } = need;

    public long Free { get; } = free;
}
