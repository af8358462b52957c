using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpenLedger.Training.Datasets;

/// <summary>
/// Which examples are kept out of training to measure on. Examples are ordered by the SHA-256 of "seed in decimal, line feed,
/// example id" in UTF-8, compared byte by byte; the k smallest are held out, k = clamp(round(share x n), 16, 256) with halves
/// rounded to even, but never above a fifth of n, rounded down. So a row added or taken away moves few others. Examples that say
/// the same stay on one side: a group that does not fit whole into what is left of k is trained on, and the next is tried.
/// </summary>
/// <param name="Training">Indices of the examples to train on, ascending.</param>
/// <param name="HeldOut">Indices of the examples held out, ascending.</param>
public sealed record HeldOutSplit(IReadOnlyList<int> Training, IReadOnlyList<int> HeldOut)
{
    /// <summary>How many are held out at least, where a fifth of the examples is as many.</summary>
    public const int Fewest = 16;

    private const int Most = 256;
    private const int LargestPart = 5;

    /// <summary>Splits examples, given by their ids.</summary>
    /// <param name="ids">The <see cref="Example.Id"/> of each example.</param>
    /// <param name="share">The wished share, from 0 (none) to 1.</param>
    /// <param name="seed">The seed of the run.</param>
    public static HeldOutSplit Of(IReadOnlyList<string> ids, double share, long seed)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var room = CountOf(ids.Count, share);
        var heldOut = new List<int>(room);
        if (room > 0)
        {
            var groups = ids.Select((id, index) => (id, index)).GroupBy(item => item.id, item => item.index, StringComparer.Ordinal);
            foreach (var group in groups.OrderBy(group => Key(group.Key, seed), StringComparer.Ordinal))
            {
                heldOut.AddRange(group.Count() <= room - heldOut.Count ? group : []);
                if (heldOut.Count == room)
                {
                    break;
                }
            }
        }

        heldOut.Sort();
        var held = heldOut.ToHashSet();
        return new HeldOutSplit([.. Enumerable.Range(0, ids.Count).Where(index => !held.Contains(index))], heldOut);
    }

    /// <summary>How many of <paramref name="count"/> examples are held out.</summary>
    public static int CountOf(int count, double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (share is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "must be from 0 to 1");
        }

        var wished = Math.Clamp((int)Math.Round(share * count, MidpointRounding.ToEven), Fewest, Most);
        return share == 0 ? 0 : Math.Min(wished, count / LargestPart);
    }

    /// <summary>Lower-case hexadecimal sorts as the bytes do.</summary>
    private static string Key(string id, long seed) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}\n{id}"))));
}
