using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Duplicates;

/// <summary>
/// What two texts have in common, to be highlighted side by side: whole words that stand in both in the same order, however the pieces are
/// arranged. Case, punctuation, spacing and invisible signs do not part a piece.
/// </summary>
public static class SharedSpans
{
    private const int Gram = 12;
    private const int ShortGram = 5;
    private const int ShortText = 40;

    // A text that repeats itself has one piece at many places; the first ones will do.
    private const int MostPlaces = 16;

    /// <summary>The pieces in the order of the one text; they do not overlap there.</summary>
    public static IReadOnlyList<SharedSpan> Between(string one, string other)
    {
        var (left, right) = (CanonicalText.WithSources(one), CanonicalText.WithSources(other));
        var spans = new List<SharedSpan>();
        foreach (var (start, place, length) in Pieces(left.Words, right.Words))
        {
            spans.Add(new SharedSpan(
                left.SourceOf(new TextSpan(start, start + length)),
                right.SourceOf(new TextSpan(place, place + length))));
        }

        return spans;
    }

    private static IEnumerable<(int One, int Other, int Length)> Pieces(string one, string other)
    {
        if (one.Length > 0 && one == other)
        {
            yield return (0, 0, one.Length);
            yield break;
        }

        var size = Math.Min(one.Length, other.Length) < ShortText ? ShortGram : Gram;
        var places = PlacesOf(other, size);
        for (var start = 0; start + size <= one.Length;)
        {
            var (place, length) = Longest(one, start, other, places.GetValueOrDefault(Phrases.HashOf(one.AsSpan(start, size)), []));
            if (length < size)
            {
                start++;
                continue;
            }

            var (cutStart, cutEnd) = (CutStart(one, start, other, place, length), CutEnd(one, start + length, other, place + length, length));
            if (length - cutStart - cutEnd >= ShortGram)
            {
                yield return (start + cutStart, place + cutStart, length - cutStart - cutEnd);
            }

            start += length;
        }
    }

    private static Dictionary<ulong, List<int>> PlacesOf(string text, int size)
    {
        var places = new Dictionary<ulong, List<int>>();
        for (var start = 0; start + size <= text.Length; start++)
        {
            var gram = Phrases.HashOf(text.AsSpan(start, size));
            if (!places.TryGetValue(gram, out var known))
            {
                places[gram] = known = [];
            }

            if (known.Count < MostPlaces)
            {
                known.Add(start);
            }
        }

        return places;
    }

    private static (int Place, int Length) Longest(string one, int start, string other, List<int> places)
    {
        var best = (Place: 0, Length: 0);
        foreach (var place in places)
        {
            var length = one.AsSpan(start).CommonPrefixLength(other.AsSpan(place));
            best = length > best.Length ? (place, length) : best;
        }

        return best;
    }

    /// <summary>How much of a piece's beginning is the rest of a word.</summary>
    private static int CutStart(string one, int start, string other, int place, int length)
    {
        var cut = 0;
        while (cut < length && (one[start + cut] == ' ' || !BeginsWord(one, start + cut) || !BeginsWord(other, place + cut)))
        {
            cut++;
        }

        return cut;
    }

    /// <summary>How much of a piece's end is the beginning of a word.</summary>
    private static int CutEnd(string one, int end, string other, int place, int length)
    {
        var cut = 0;
        while (cut < length && (one[end - cut - 1] == ' ' || !EndsWord(one, end - cut) || !EndsWord(other, place - cut)))
        {
            cut++;
        }

        return cut;
    }

    private static bool BeginsWord(string text, int at) => at == 0 || text[at - 1] == ' ' || CanonicalWords.StandsAlone(text[at]);

    private static bool EndsWord(string text, int end) => end == text.Length || text[end] == ' ' || CanonicalWords.StandsAlone(text[end]);
}
