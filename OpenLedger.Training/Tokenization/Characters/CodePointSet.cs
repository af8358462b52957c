using System.Text;

namespace OpenLedger.Training.Tokenization.Characters;

/// <summary>
/// A set of code points, kept as the sorted places where membership changes. Union, intersection and complement are one walk each;
/// asking is one bit for the basic plane and a binary search beyond.
/// </summary>
internal sealed class CodePointSet
{
    public const int Limit = 0x110000;
    private const int BasicPlaneSize = 0x10000;

    // Sets this small are asked faster without the bits, and take no memory for them.
    private const int FewChanges = 8;

    private readonly int[] _changes;
    private ulong[]? _basicPlane;

    private CodePointSet(int[] changes) => _changes = changes;

    public static CodePointSet Empty { get; } = new([]);

    public static CodePointSet All { get; } = new([0, Limit]);

    public bool IsEmpty => _changes.Length == 0;

    /// <summary>The members as ranges, both ends included.</summary>
    public IEnumerable<(int First, int Last)> Ranges
    {
        get
        {
            for (var i = 0; i < _changes.Length; i += 2)
            {
                yield return (_changes[i], _changes[i + 1] - 1);
            }
        }
    }

    /// <summary>The only member, or -1.</summary>
    public int Single => _changes.Length == 2 && _changes[1] == _changes[0] + 1 ? _changes[0] : -1;

    public static CodePointSet Of(int codePoint) => new([codePoint, codePoint + 1]);

    public static CodePointSet Of(IEnumerable<(int First, int Last)> ranges)
    {
        var sorted = ranges.OrderBy(range => range.First).ToArray();
        var changes = new List<int>(2 * sorted.Length);
        foreach (var (first, last) in sorted)
        {
            if (changes.Count > 0 && first <= changes[^1])
            {
                changes[^1] = Math.Max(changes[^1], last + 1);
            }
            else
            {
                changes.Add(first);
                changes.Add(last + 1);
            }
        }

        return new([.. changes]);
    }

    public bool Contains(int codePoint)
    {
        if (_changes.Length <= FewChanges)
        {
            var inside = false;
            foreach (var change in _changes)
            {
                inside ^= codePoint >= change;
            }

            return inside;
        }

        if (codePoint < BasicPlaneSize)
        {
            var bits = _basicPlane ??= BuildBasicPlane();
            return ((bits[codePoint >> 6] >> (codePoint & 63)) & 1) != 0;
        }

        // An odd number of changes up to here means inside.
        var place = Array.BinarySearch(_changes, codePoint);
        return ((place >= 0 ? place + 1 : ~place) & 1) != 0;
    }

    public CodePointSet Union(CodePointSet other) => Combine(this, other, static (left, right) => left || right);

    public CodePointSet Intersect(CodePointSet other) => Combine(this, other, static (left, right) => left && right);

    public CodePointSet Complement() => Combine(this, All, static (left, all) => all && !left);

    /// <summary>The set with every upper and lower case form of its members.</summary>
    public CodePointSet WithOtherCases()
    {
        var added = new List<(int, int)>();
        foreach (var group in UnicodeSets.CaseGroups)
        {
            if (Array.Exists(group, Contains))
            {
                added.AddRange(group.Select(codePoint => (codePoint, codePoint)));
            }
        }

        return added.Count == 0 ? this : Union(Of(added));
    }

    public override string ToString()
    {
        var text = new StringBuilder("[");
        foreach (var (first, last) in Ranges.Take(4))
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"U+{first:X4}-U+{last:X4} ");
        }

        return text.Append(']').ToString();
    }

    private static CodePointSet Combine(CodePointSet left, CodePointSet right, Func<bool, bool, bool> rule)
    {
        var changes = new List<int>();
        bool inLeft = false, inRight = false, inside = false;
        for (int i = 0, j = 0; i < left._changes.Length || j < right._changes.Length;)
        {
            var leftChange = i < left._changes.Length ? left._changes[i] : Limit + 1;
            var rightChange = j < right._changes.Length ? right._changes[j] : Limit + 1;
            var place = Math.Min(leftChange, rightChange);
            if (leftChange == place)
            {
                inLeft = !inLeft;
                i++;
            }

            if (rightChange == place)
            {
                inRight = !inRight;
                j++;
            }

            if (rule(inLeft, inRight) != inside)
            {
                inside = !inside;
                changes.Add(place);
            }
        }

        return new([.. changes]);
    }

    private ulong[] BuildBasicPlane()
    {
        var bits = new ulong[BasicPlaneSize / 64];
        foreach (var (first, last) in Ranges)
        {
            for (var codePoint = first; codePoint <= Math.Min(last, BasicPlaneSize - 1);)
            {
                // A whole word at once inside long ranges.
                var whole = (codePoint & 63) == 0 && last - codePoint >= 63;
                bits[codePoint >> 6] |= whole ? ulong.MaxValue : 1UL << (codePoint & 63);
                codePoint += whole ? 64 : 1;
            }
        }

        return bits;
    }
}
