namespace OpenLedger.Datanets.Duplicates;

/// <summary>When two entries count as near-copies. The defaults are measured (docs/decisions); a Datanet's policy may hold others.</summary>
public sealed record DuplicateOptions
{
    /// <summary>In how many bands the signature is looked up; more find more distant pairs and take more memory.</summary>
    public int Bands { get; init; } = 20;

    /// <summary>How many minima make a band; more make chance pairs rarer.</summary>
    public int Rows { get; init; } = 5;

    /// <summary>From which Jaccard similarity of their shingles two entries are duplicates.</summary>
    public double DuplicateAt { get; init; } = 0.80;

    /// <summary>From which Jaccard similarity two entries are shown as similar.</summary>
    public double SimilarAt { get; init; } = 0.60;

    /// <summary>From which share of the shorter entry's shingles in the longer one they are duplicates.</summary>
    public double ContainmentAt { get; init; } = 0.90;

    /// <summary>True: the same words with other numbers are another entry, not a copy.</summary>
    public bool NumberGuard { get; init; } = true;

    /// <summary>From how many characters an answer that also stands under another prompt is worth a word.</summary>
    public int LongResponse { get; init; } = 40;

    /// <summary>How many entries of one bucket are looked at; a bucket with more holds a pattern, not copies.</summary>
    public int BucketCap { get; init; } = 200;

    /// <summary>How many entries of one bucket are compared, when many entries are added at once.</summary>
    public int KeptOfABucket { get; init; } = 16;

    /// <summary>How many entries with the very same prompt, or the very same response, are compared.</summary>
    public int BlockCap { get; init; } = 64;

    /// <summary>How many candidates are compared exactly: of more, those whose signatures agree most.</summary>
    public int MostCompared { get; init; } = 40;

    /// <summary>How many matches are told.</summary>
    public int MostMatches { get; init; } = 10;

    /// <summary>From which share of all entries a phrase counts as part of a template and is not compared.</summary>
    public double TemplateShare { get; init; } = 0.02;

    /// <summary>How many entries must hold a phrase at least before it counts as part of a template.</summary>
    public int LeastTemplateEntries { get; init; } = 20;

    /// <summary>The number of minima of a signature.</summary>
    public int Permutations => Bands * Rows;
}
