using static TorchSharp.torch;

namespace OpenLedger.Training.Checkpoints;

/// <summary>One element type of the safetensors format: its name, its width and what libtorch calls it (null: libtorch here cannot hold it).</summary>
internal sealed record SafetensorsType(string Name, int Bits, ScalarType? Torch);

/// <summary>
/// The element types of the format, in the order of the reference implementation: writers put types of a higher place first.
/// </summary>
internal static class SafetensorsTypes
{
    private static readonly SafetensorsType[] InOrder =
    [
        new("BOOL", 8, ScalarType.Bool),
        new("F4", 4, null),
        new("F6_E2M3", 6, null),
        new("F6_E3M2", 6, null),
        new("U8", 8, ScalarType.Byte),
        new("I8", 8, ScalarType.Int8),
        new("F8_E5M2", 8, null),
        new("F8_E4M3", 8, null),
        new("F8_E8M0", 8, null),
        new("F8_E4M3FNUZ", 8, null),
        new("F8_E5M2FNUZ", 8, null),
        new("I16", 16, ScalarType.Int16),
        new("U16", 16, null),
        new("F16", 16, ScalarType.Float16),
        new("BF16", 16, ScalarType.BFloat16),
        new("I32", 32, ScalarType.Int32),
        new("U32", 32, null),
        new("F32", 32, ScalarType.Float32),
        new("C64", 64, ScalarType.ComplexFloat32),
        new("F64", 64, ScalarType.Float64),
        new("I64", 64, ScalarType.Int64),
        new("U64", 64, null),
    ];

    private static readonly Dictionary<string, SafetensorsType> ByName = InOrder.ToDictionary(type => type.Name, StringComparer.Ordinal);

    private static readonly Dictionary<ScalarType, SafetensorsType> ByTorch =
        InOrder.Where(type => type.Torch is not null).ToDictionary(type => type.Torch!.Value);

    /// <summary>The type that the format calls <paramref name="name"/>, or null.</summary>
    public static SafetensorsType? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The format's type for tensors of libtorch type <paramref name="type"/>, or null.</summary>
    public static SafetensorsType? Find(ScalarType type) => ByTorch.GetValueOrDefault(type);

    /// <summary>The place of a type in the reference order; a writer sorts by it, highest first.</summary>
    public static int PlaceOf(SafetensorsType type) => Array.IndexOf(InOrder, type);
}
