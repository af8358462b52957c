namespace OpenLedger.Training.Inspections;

/// <summary>What a folder or file turned out to be. What does not apply to its kind, or could not be found out, is null.</summary>
public sealed record Inspection
{
    /// <summary>What was inspected.</summary>
    public required InspectedKind Kind { get; init; }

    /// <summary>Where it lies, as it was named.</summary>
    public required string Path { get; init; }

    /// <summary>The family of a model (<c>llama</c>), or <c>lora</c>.</summary>
    public string? Family { get; init; }

    /// <summary>How many numbers it has.</summary>
    public long? Parameters { get; init; }

    /// <summary>The types they are stored in, the most frequent first: <c>BF16</c>, or <c>F32, BF16</c>.</summary>
    public string? Type { get; init; }

    /// <summary>How many tensors hold them.</summary>
    public int? Tensors { get; init; }

    /// <summary>How many tokens a model reads at once.</summary>
    public int? Context { get; init; }

    /// <summary>A model's tokenizer in a few words.</summary>
    public string? Tokenizer { get; init; }

    /// <summary>A model's chat template in a few words.</summary>
    public string? Template { get; init; }

    /// <summary>The rank of an adapter.</summary>
    public int? Rank { get; init; }

    /// <summary>The alpha of an adapter.</summary>
    public double? Alpha { get; init; }

    /// <summary>The names of the modules an adapter sits on.</summary>
    public IReadOnlyList<string>? Modules { get; init; }

    /// <summary>The base model an adapter was made for, as its file names it.</summary>
    public string? BaseModel { get; init; }

    /// <summary>Everything that keeps it from being used, each with the next step.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}

/// <summary>What can be inspected.</summary>
public enum InspectedKind
{
    /// <summary>A folder with a base model.</summary>
    Model,

    /// <summary>A folder with a LoRA adapter.</summary>
    Adapter,

    /// <summary>A safetensors file.</summary>
    Safetensors,
}
