namespace OpenLedger.Training.Datasets;

/// <summary>
/// The sizes of all examples of a run under one numbering: the new ones, source after source, then those for rehearsal. It is all that
/// the order of a run depends on. What has nothing to learn keeps its number but is never drawn.
/// </summary>
public sealed class MixtureSizes
{
    private readonly ExampleSize[] _sizes;

    /// <summary>Puts the sources, each with how often its examples are seen, and the rehearsal together.</summary>
    public MixtureSizes(IReadOnlyList<(IReadOnlyList<ExampleSize> Examples, double Weight)> sources, IReadOnlyList<ExampleSize> rehearsal)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(rehearsal);
        if (sources.Any(source => source.Weight is not (> 0 and <= DataMixture.MaxWeight)))
        {
            throw new ArgumentOutOfRangeException(nameof(sources), "a weight must be above 0 and at most 1000");
        }

        _sizes = [.. sources.SelectMany(source => source.Examples), .. rehearsal];
        NewCount = _sizes.Length - rehearsal.Count;
        var first = 0;
        var parts = new List<(int[], double)>(sources.Count);
        foreach (var (examples, weight) in sources)
        {
            parts.Add((Learnable(first, examples.Count), weight));
            first += examples.Count;
        }

        Sources = parts;
        Rehearsal = Learnable(NewCount, rehearsal.Count);
        LeftOut = _sizes.Length - Rehearsal.Length - parts.Sum(part => part.Item1.Length);
    }

    /// <summary>How many examples there are, those left out included.</summary>
    public int Count => _sizes.Length;

    /// <summary>How many of them are new; the numbers from here on are for rehearsal.</summary>
    public int NewCount { get; }

    /// <summary>How many examples have no token to learn and are never drawn.</summary>
    public int LeftOut { get; }

    /// <summary>The size of the example of this number.</summary>
    public ExampleSize this[int index] => _sizes[index];

    internal IReadOnlyList<(int[] Indices, double Weight)> Sources { get; }

    internal int[] Rehearsal { get; }

    private int[] Learnable(int first, int count) =>
        [.. Enumerable.Range(first, count).Where(index => _sizes[index].Labels > 0)];
}
