namespace OpenLedger.Training.Datasets;

/// <summary>
/// The tokens of an example without the tokens themselves: how many there are, and which are learned. What becomes of it at any greatest
/// length follows at once, without reading it again.
/// </summary>
public sealed class CountedExample
{
    /// <summary>Where learned tokens begin and end, in turns.</summary>
    private readonly int[] _edges;

    private CountedExample(string id, int tokens, int[] edges)
    {
        (Id, Tokens, _edges) = (id, tokens, edges);
    }

    /// <summary>The <see cref="Example.Id"/> of what it was made of.</summary>
    public string Id { get; }

    /// <summary>Its tokens in full, before anything is cut.</summary>
    public int Tokens { get; }

    /// <summary>Counts an example.</summary>
    public static CountedExample Of(TokenizedExample example)
    {
        ArgumentNullException.ThrowIfNull(example);
        var edges = new List<int>();
        for (var i = 0; i < example.Learned.Length; i++)
        {
            if (example.Learned[i] != (edges.Count % 2 == 1))
            {
                edges.Add(i);
            }
        }

        return new CountedExample(example.Id, example.Ids.Length, [.. edges]);
    }

    /// <summary>What is left of it where at most so many tokens are read.</summary>
    public ExampleSize At(int maxLength)
    {
        var read = Math.Min(Tokens, maxLength);
        var labels = 0;
        for (var edge = 0; edge < _edges.Length; edge += 2)
        {
            // The first token of all has no predecessor to say it.
            var begin = Math.Max(1, _edges[edge]);
            var end = Math.Min(read, edge + 1 < _edges.Length ? _edges[edge + 1] : Tokens);
            labels += Math.Max(0, end - begin);
        }

        return new ExampleSize(read, labels);
    }
}
