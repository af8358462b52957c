namespace OpenLedger.Training.Datasets;

/// <summary>An example as the model reads it.</summary>
/// <param name="Ids">The tokens.</param>
/// <param name="Learned">For each token whether it is learned to be said.</param>
/// <param name="Id">The <see cref="Example.Id"/> of what it was made of.</param>
public sealed record TokenizedExample(int[] Ids, bool[] Learned, string Id)
{
    /// <summary>Whether the end was cut off, since the example was longer than is read at once.</summary>
    public bool WasCut { get; init; }

    /// <summary>How many tokens count in the loss: the learned ones, save the first of all, which has no predecessor to say it.</summary>
    public int LabelCount => Learned.AsSpan(Math.Min(1, Learned.Length)).Count(true);
}
