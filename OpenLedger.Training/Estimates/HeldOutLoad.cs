using OpenLedger.Training.Datasets;

namespace OpenLedger.Training.Estimates;

/// <summary>What one measurement of the held-out loss comes to.</summary>
/// <param name="Examples">Examples that are measured.</param>
/// <param name="Tokens">Their tokens.</param>
/// <param name="Labels">Their labelled tokens.</param>
/// <param name="SquaredLengths">The squares of their lengths.</param>
/// <param name="MostTokens">Tokens of the largest part that is read at once.</param>
/// <param name="MostLabels">Labelled tokens of the part that has the most.</param>
public sealed record HeldOutLoad(int Examples, long Tokens, long Labels, double SquaredLengths, int MostTokens, int MostLabels)
{
    /// <summary>Nothing is measured.</summary>
    public static HeldOutLoad None { get; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>Counts examples that are read so many tokens at a time.</summary>
    public static HeldOutLoad Of(IReadOnlyList<ExampleSize> examples, int tokensAtOnce)
    {
        ArgumentNullException.ThrowIfNull(examples);
        var (tokens, labels, squares, most, mostLabels) = (0L, 0L, 0.0, 0, 0);
        foreach (var part in HeldOutParts.Of([.. examples.Select(example => example.Tokens)], tokensAtOnce))
        {
            var (inPart, learned) = (0, 0);
            foreach (var size in examples.Take(part))
            {
                inPart += size.Tokens;
                learned += size.Labels;
                squares += (double)size.Tokens * size.Tokens;
            }

            (tokens, labels) = (tokens + inPart, labels + learned);
            (most, mostLabels) = (Math.Max(most, inPart), Math.Max(mostLabels, learned));
        }

        return new HeldOutLoad(examples.Count, tokens, labels, squares, most, mostLabels);
    }
}

/// <summary>How held-out examples are put together to be measured: as many as fit, in order; never fewer than one.</summary>
internal static class HeldOutParts
{
    private const int Fewest = 256;
    private const int Most = 2048;

    /// <summary>How many tokens are measured at once beside steps of so many: no more memory than these take, but no crumbs either.</summary>
    public static int TokensAtOnce(int tokensOfAStep) => Math.Clamp(tokensOfAStep, Fewest, Most);

    /// <summary>The parts, as ranges of examples.</summary>
    public static IEnumerable<Range> Of(IReadOnlyList<int> lengths, int tokensAtOnce)
    {
        for (var start = 0; start < lengths.Count;)
        {
            var end = start + 1;
            for (var tokens = lengths[start]; end < lengths.Count && tokens + lengths[end] <= tokensAtOnce; end++)
            {
                tokens += lengths[end];
            }

            yield return start..end;
            start = end;
        }
    }
}
