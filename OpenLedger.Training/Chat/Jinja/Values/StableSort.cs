namespace OpenLedger.Training.Chat.Jinja.Values;

/// <summary>
/// A stable merge sort. The sorts of .NET wrap what a comparison throws into exceptions of their own, and a fault has to come out as it is.
/// </summary>
internal static class StableSort
{
    /// <summary>Sorts a copy; like Python's sort it only asks whether one comes before the other.</summary>
    public static T[] By<T>(T[] items, Func<T, T, bool> comesBefore)
    {
        var sorted = (T[])items.Clone();
        var other = new T[sorted.Length];
        for (var width = 1; width < sorted.Length; width *= 2)
        {
            for (var start = 0; start < sorted.Length; start += 2 * width)
            {
                Merge(sorted, other, start, Math.Min(start + width, sorted.Length), Math.Min(start + (2 * width), sorted.Length), comesBefore);
            }

            (sorted, other) = (other, sorted);
        }

        return sorted;
    }

    private static void Merge<T>(T[] from, T[] to, int start, int middle, int end, Func<T, T, bool> comesBefore)
    {
        var (left, right) = (start, middle);
        for (var i = start; i < end; i++)
        {
            var takeRight = left >= middle || (right < end && comesBefore(from[right], from[left]));
            to[i] = takeRight ? from[right++] : from[left++];
        }
    }
}
