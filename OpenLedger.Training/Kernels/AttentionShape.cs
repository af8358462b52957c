namespace OpenLedger.Training.Kernels;

/// <summary>The heads of an attention: query head h looks at key and value head <c>h / Group</c>; scores are multiplied by <paramref name="Scale"/>.</summary>
internal readonly record struct AttentionShape(int Heads, int KeyValueHeads, int HeadDimension, float Scale)
{
    /// <summary>The query heads that share one key and value head.</summary>
    public int Group => Heads / KeyValueHeads;

    /// <summary>The columns of all queries.</summary>
    public int QueryWidth => Heads * HeadDimension;

    /// <summary>The columns of all keys, and of all values.</summary>
    public int KeyWidth => KeyValueHeads * HeadDimension;

    /// <summary>The columns of queries, keys and values side by side.</summary>
    public int Width => QueryWidth + (2 * KeyWidth);
}
