using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using OpenLedger.Datanets.Entries;

namespace OpenLedger.Datanets.Releases;

/// <summary>A part of a release and how large it is to be.</summary>
/// <param name="Name">As <c>train</c>.</param>
/// <param name="Share">From 0 to 1.</param>
public sealed record SplitShare(string Name, double Share);

/// <summary>
/// Which split an entry is in: a matter of its id and a seed alone. An entry stays in its split through all releases with this seed,
/// whatever comes and goes beside it.
/// </summary>
public sealed class SplitPlan
{
    /// <summary>The rule in words, for the manifest.</summary>
    public const string Rule = "SHA-256(entryId || seed) in UTF-8; its first 8 bytes, big end first, divided by 2^64, fall into the shares in their order";

    private const double Tolerance = 1e-9;
    private const int MostNameLetters = 40;

    /// <summary>With a seed and shares that come to 1.</summary>
    /// <exception cref="ArgumentException">The shares do not come to 1, or a name is no plain word.</exception>
    public SplitPlan(string seed, params IReadOnlyList<SplitShare> shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        if (shares.Count == 0 || shares.Any(share => share.Share < 0) || Math.Abs(shares.Sum(share => share.Share) - 1) > Tolerance)
        {
            throw new ArgumentException("The shares of the splits come to 1.", nameof(shares));
        }

        if (shares.Any(share => share.Name.Length is 0 or > MostNameLetters || !share.Name.All(char.IsAsciiLetterLower)) || shares.DistinctBy(share => share.Name).Count() != shares.Count)
        {
            throw new ArgumentException("Each split has a name of its own, of small letters.", nameof(shares));
        }

        Seed = seed;
        Shares = shares;
    }

    /// <summary>What is hashed with the id.</summary>
    public string Seed { get; }

    /// <summary>The splits in their order.</summary>
    public IReadOnlyList<SplitShare> Shares { get; }

    /// <summary>Nine tenths to train on, a twentieth each to validate and to test with.</summary>
    public static SplitPlan Usual(string seed) => new(seed, new SplitShare("train", 0.9), new SplitShare("validation", 0.05), new SplitShare("test", 0.05));

    /// <summary>The name of the split that an entry is in.</summary>
    public string Of(EntryId id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(id.Text + Seed), hash);
        var place = BinaryPrimitives.ReadUInt64BigEndian(hash) / Math.Pow(2, 64);
        var end = 0.0;
        foreach (var share in Shares)
        {
            end += share.Share;
            if (place < end)
            {
                return share.Name;
            }
        }

        return Shares.Last(share => share.Share > 0).Name;
    }
}
