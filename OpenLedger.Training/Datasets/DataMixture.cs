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
        if (sources.Any(source => source.Weight is not (> 0 and <= MaxWeight)))
        {
            throw new ArgumentOutOfRangeException(nameof(sources), "a weight must be above 0 and at most 1000");
        }

        _examples = [.. sources.SelectMany(source => source.Examples), .. rehearsal];
        NewCount = _examples.Length - rehearsal.Count;
        var first = 0;
        var parts = new List<(int[], double)>(sources.Count);
        foreach (var source in sources)
        {
            parts.Add((Learnable(first, source.Examples.Count), source.Weight));
            first += source.Examples.Count;
        }

        Sources = parts;
        Rehearsal = Learnable(NewCount, rehearsal.Count);
        LeftOut = _examples.Length - Rehearsal.Length - parts.Sum(part => part.Item1.Length);
    }

    /// <summary>The largest weight of a source.</summary>
    public const double MaxWeight = 1000;

    /// <summary>How many examples there are, those left out included.</summary>
    public int Count => _examples.Length;

    /// <summary>How many of them are new; the numbers from here on are for rehearsal.</summary>
    public int NewCount { get; }

    /// <summary>How many examples have no token to learn and are never drawn.</summary>
    public int LeftOut { get; }

    /// <summary>The example of this number.</summary>
    public TokenizedExample this[int index] => _examples[index];

    internal IReadOnlyList<(int[] Indices, double Weight)> Sources { get; }

    internal int[] Rehearsal { get; }

    private int[] Learnable(int first, int count) =>
        [.. Enumerable.Range(first, count).Where(index => _examples[index].LabelCount > 0)];
}
