namespace OpenLedger.Training.Datasets;

/// <summary>
/// All examples of a run under one numbering: the new ones, source after source, then those for rehearsal. What has nothing to
/// learn keeps its number but is never drawn.
/// </summary>
public sealed class DataMixture
{
    private readonly TokenizedExample[] _examples;

    /// <summary>Puts the sources together.</summary>
    public DataMixture(IReadOnlyList<WeightedExamples> sources, IReadOnlyList<TokenizedExample> rehearsal)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(rehearsal);
        _examples = [.. sources.SelectMany(source => source.Examples), .. rehearsal];
        Sizes = new MixtureSizes([.. sources.Select(source => (SizesOf(source.Examples), source.Weight))], SizesOf(rehearsal));
    }

    /// <summary>The largest weight of a source.</summary>
    public const double MaxWeight = 1000;

    /// <summary>The sizes of the examples, under the same numbers.</summary>
    public MixtureSizes Sizes { get; }

    /// <summary>How many examples there are, those left out included.</summary>
    public int Count => _examples.Length;

    /// <summary>How many of them are new; the numbers from here on are for rehearsal.</summary>
    public int NewCount => Sizes.NewCount;

    /// <summary>How many examples have no token to learn and are never drawn.</summary>
    public int LeftOut => Sizes.LeftOut;

    /// <summary>The example of this number.</summary>
    public TokenizedExample this[int index] => _examples[index];

    private static IReadOnlyList<ExampleSize> SizesOf(IReadOnlyList<TokenizedExample> examples) =>
        [.. examples.Select(example => new ExampleSize(example.Ids.Length, example.LabelCount))];
}
