namespace OpenLedger.Datanets.Texts;

/// <summary>Runs of words, each as a 64-bit hash: what tells templates and leaked evaluation questions.</summary>
internal static class Phrases
{
    /// <summary>How many words a phrase has: eight told leaks best of 8, 10, 12 and 13 words (docs/decisions).</summary>
    public const int Length = 8;

    private const ulong Multiplier = 0x9E3779B97F4A7C15;
    private const ulong Seed = 0xCBF29CE484222325;

    // A thread's list of words is used again, unless one long text made it large.
    private const int MostKept = 1 << 14;

    [ThreadStatic]
    private static List<TextSpan>? _bounds;

    /// <summary>The hashes of all phrases of <paramref name="length"/> words in the order in which they begin.</summary>
    public static ulong[] Of(ReadOnlySpan<char> words, List<TextSpan> bounds, int length = Length)
    {
        if (bounds.Count < length)
        {
            return [];
        }

        Span<ulong> hashes = bounds.Count <= 1024 ? stackalloc ulong[bounds.Count] : new ulong[bounds.Count];
        for (var word = 0; word < bounds.Count; word++)
        {
            hashes[word] = HashOf(words[bounds[word].Start..bounds[word].End]);
        }

        // A polynomial of the words' hashes, of which the first word goes and the next one comes (Karp and Rabin 1987).
        var outgoing = 1UL;
        var hash = 0UL;
        for (var word = 0; word < length; word++)
        {
            hash = (hash * Multiplier) + hashes[word];
            outgoing *= Multiplier;
        }

        var phrases = new ulong[bounds.Count - length + 1];
        for (var start = 0; start < phrases.Length; start++)
        {
            phrases[start] = Mix(hash);
            if (start + length < bounds.Count)
            {
                hash = (hash * Multiplier) + hashes[start + length] - (outgoing * hashes[start]);
            }
        }

        return phrases;
    }

    /// <summary>The phrases of eight words of a text, numbers that follow each other as one word.</summary>
    public static ulong[] Of(ReadOnlySpan<char> words)
    {
        var bounds = _bounds ??= [];
        CanonicalWords.FillWithFormulas(bounds, words);
        var phrases = Of(words, bounds);
        _bounds = bounds.Capacity > MostKept ? null : bounds;
        return phrases;
    }

    /// <summary>The same on every machine and in every process: indexes are kept.</summary>
    public static ulong HashOf(ReadOnlySpan<char> text)
    {
        var hash = Seed ^ (ulong)text.Length;
        foreach (var unit in text)
        {
            hash = (hash ^ unit) * Multiplier;
            hash ^= hash >> 29;
        }

        return Mix(hash);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 32)) * Multiplier;
        return value ^ (value >> 29);
    }
}
