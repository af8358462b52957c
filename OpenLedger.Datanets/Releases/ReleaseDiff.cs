namespace OpenLedger.Datanets.Releases;

/// <summary>A leaf of a release: an entry, its revision and its hash.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="Revision">Its revision.</param>
/// <param name="LeafHash">64 hexadecimal digits.</param>
public sealed record ReleasedLeaf(string EntryId, int Revision, string LeafHash);

/// <summary>What came, went and changed between two releases.</summary>
/// <param name="Added">In the later one only.</param>
/// <param name="Removed">In the earlier one only.</param>
/// <param name="Changed">In both, with another leaf: as it is in the later one.</param>
/// <param name="Kept">How many are the same in both.</param>
public sealed record ReleaseDiff(IReadOnlyList<ReleasedLeaf> Added, IReadOnlyList<ReleasedLeaf> Removed, IReadOnlyList<ReleasedLeaf> Changed, int Kept)
{
    /// <summary>True where both hold the same.</summary>
    public bool IsEmpty => Added.Count == 0 && Removed.Count == 0 && Changed.Count == 0;

    /// <summary>Compares two releases whose leaves are in the order of their entries.</summary>
    public static ReleaseDiff Between(IEnumerable<ReleasedLeaf> earlier, IEnumerable<ReleasedLeaf> later)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        var (added, removed, changed, kept) = (new List<ReleasedLeaf>(), new List<ReleasedLeaf>(), new List<ReleasedLeaf>(), 0);
        using var old = earlier.GetEnumerator();
        using var young = later.GetEnumerator();
        var (hasOld, hasYoung) = (old.MoveNext(), young.MoveNext());
        while (hasOld || hasYoung)
        {
            var order = !hasOld ? 1 : !hasYoung ? -1 : string.CompareOrdinal(old.Current.EntryId, young.Current.EntryId);
            switch (order)
            {
                case < 0:
                    removed.Add(old.Current);
                    break;
                case > 0:
                    added.Add(young.Current);
                    break;
                case 0 when old.Current.LeafHash != young.Current.LeafHash:
                    changed.Add(young.Current);
                    break;
                default:
                    kept++;
                    break;
            }

            hasOld = order <= 0 ? old.MoveNext() : hasOld;
            hasYoung = order >= 0 ? young.MoveNext() : hasYoung;
        }

        return new ReleaseDiff(added, removed, changed, kept);
    }
}
