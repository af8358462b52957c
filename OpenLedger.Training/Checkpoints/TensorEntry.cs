using static TorchSharp.torch;

namespace OpenLedger.Training.Checkpoints;

/// <summary>
/// What a safetensors header says about one tensor: its name, its element type as the format spells it (<c>F32</c>, <c>BF16</c>, ...),
/// its shape, and where its bytes begin and end, counted from the first byte after the header.
/// </summary>
public sealed record TensorEntry(string Name, string DType, long[] Shape, long Begin, long End)
{
    /// <summary>The element type in libtorch's words; null where libtorch here has none (such a tensor is listed but cannot be read).</summary>
    public ScalarType? Type => SafetensorsTypes.Find(DType)?.Torch;

    /// <summary>How many bytes the tensor takes in the file.</summary>
    public long ByteCount => End - Begin;

    /// <summary>How many elements the tensor has: the product of its shape, 1 for a scalar.</summary>
    public long ElementCount => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>The shape for people: <c>[384, 64]</c>.</summary>
    public string ShapeText => $"[{string.Join(", ", Shape)}]";
}
