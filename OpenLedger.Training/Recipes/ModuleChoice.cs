namespace OpenLedger.Training.Recipes;

/// <summary>Which layers of a model are meant, as PEFT writes it: a list of names, or one text that is a regular expression or "all-linear".</summary>
public sealed record ModuleChoice
{
    private ModuleChoice(IReadOnlyList<string>? names, string? pattern)
    {
        Names = names;
        Pattern = pattern;
    }

    /// <summary>Every linear layer of the blocks.</summary>
    public static ModuleChoice AllLinear { get; } = OfPattern("all-linear");

    /// <summary>The names, or null if it is a pattern.</summary>
    public IReadOnlyList<string>? Names { get; }

    /// <summary>The regular expression that must match a layer's whole path, or "all-linear"; null if it is a list.</summary>
    public string? Pattern { get; }

    /// <summary>Layers whose path is, or ends in a dot and, one of these names.</summary>
    public static ModuleChoice OfNames(params IReadOnlyList<string> names) => new([.. names], null);

    /// <summary>Layers whose whole path the regular expression matches; "all-linear" means all.</summary>
    public static ModuleChoice OfPattern(string pattern) => new(null, pattern);

    /// <inheritdoc/>
    public bool Equals(ModuleChoice? other) =>
        other is not null && Pattern == other.Pattern && (Names ?? []).SequenceEqual(other.Names ?? []) && Names is null == other.Names is null;

    /// <inheritdoc/>
    public override int GetHashCode() =>
        (Names ?? []).Aggregate(StringComparer.Ordinal.GetHashCode(Pattern ?? ""), (hash, name) => HashCode.Combine(hash, StringComparer.Ordinal.GetHashCode(name)));
}
