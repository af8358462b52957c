using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Duplicates;

/// <summary>Compares one entry with candidates, exactly: signatures only propose.</summary>
internal sealed class PairJudge(DuplicateOptions options)
{
    private const double SamePromptAt = 0.90;

    private readonly ShingleSet _own = new();
    private readonly ShingleSet _other = new();
    private ComparedText _text;
    private ulong[]? _numbers;
    private uint[] _shingles = new uint[4096];

    /// <summary>The entry that the next candidates are compared with.</summary>
    public void Take(ComparedText text, ReadOnlySpan<uint> shingles)
    {
        _text = text;
        _numbers = null;
        _own.Fill(shingles);
    }

    /// <summary>How the entry relates to a candidate; null where it does not.</summary>
    public (MatchKind Kind, double Jaccard, double Containment)? Judge(ComparedText candidate)
    {
        var count = candidate.WriteShingles(ref _shingles);
        var (jaccard, containment) = Compare(_shingles.AsSpan(0, count));
        var kind = jaccard >= options.SimilarAt || containment >= options.ContainmentAt
            ? KindOfAlike(candidate, isDuplicate: jaccard >= options.DuplicateAt || containment >= options.ContainmentAt)
            : KindOfOneBlock(candidate);
        return kind is { } found ? (found, jaccard, containment) : null;
    }

    private (double Jaccard, double Containment) Compare(ReadOnlySpan<uint> shingles)
    {
        _other.Fill(shingles);
        var shared = _own.CountShared(shingles);
        return (Share(shared, _own.Count + _other.Count - shared), Share(shared, Math.Min(_own.Count, _other.Count)));
    }

    private MatchKind KindOfAlike(ComparedText candidate, bool isDuplicate)
    {
        if (_text.SaysTheSameAs(candidate))
        {
            return MatchKind.Duplicate;
        }

        var (prompts, _) = Compare(_text.Prompt, candidate.Prompt);
        var (responses, contained) = Compare(_text.Response, candidate.Response);
        if (prompts >= SamePromptAt && responses < options.SimilarAt && contained < options.ContainmentAt && _text.Response.Length > 0 && !HasOtherNumbers(Numbers.Of(_text.Prompt.Span), Numbers.Of(candidate.Prompt.Span)))
        {
            return MatchKind.AlternativeResponse;
        }

        _numbers ??= _text.Numbers();
        if (HasOtherNumbers(_numbers, candidate.Numbers()))
        {
            return MatchKind.Variant;
        }

        return isDuplicate ? MatchKind.Duplicate : MatchKind.Similar;
    }

    private MatchKind? KindOfOneBlock(ComparedText candidate)
    {
        if (_text.Prompt.Length > 0 && ComparedText.Same(_text.Prompt, candidate.Prompt))
        {
            return MatchKind.AlternativeResponse;
        }

        return _text.Response.Length > options.LongResponse && ComparedText.Same(_text.Response, candidate.Response) ? MatchKind.SameResponse : null;
    }

    private bool HasOtherNumbers(ulong[] one, ulong[] other) => options.NumberGuard && Numbers.Compare(one, other) == Numbers.Relation.Substituted;

    private static (double Jaccard, double Containment) Compare(ReadOnlyMemory<char> one, ReadOnlyMemory<char> other)
    {
        var (left, right) = (Set(one), Set(other));
        var shared = left.Count(right.Contains);
        return (Share(shared, left.Count + right.Count - shared), Share(shared, Math.Min(left.Count, right.Count)));
    }

    private static HashSet<uint> Set(ReadOnlyMemory<char> block)
    {
        var shingles = new uint[block.Length];
        return [.. shingles.AsSpan(0, Shingles.Write(block.Span, shingles))];
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
