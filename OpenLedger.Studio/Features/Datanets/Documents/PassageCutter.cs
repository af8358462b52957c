namespace OpenLedger.Studio.Features.Datanets.Documents;

/// <summary>A passage of a document, with where it stands in its text.</summary>
internal sealed record CutPassage(int Start, int End);

/// <summary>Proposes where a document could be cut: at blank lines, into passages of about one length; the contributor decides.</summary>
internal static class PassageCutter
{
    /// <summary>The passages, in their order, without the white space around them.</summary>
    /// <param name="text">The document.</param>
    /// <param name="about">About how many characters a passage has.</param>
    public static IReadOnlyList<CutPassage> Cut(string text, int about)
    {
        var passages = new List<CutPassage>();
        var start = 0;
        while (start < text.Length)
        {
            var end = End(text, start, about);
            Add(passages, text, start, end);
            start = end;
        }

        return passages;
    }

    private static int End(string text, int start, int about)
    {
        if (text.Length - start <= about + (about / 2))
        {
            return text.Length;
        }

        var limit = start + about;
        foreach (var mark in (string[])["\n\n", "\n", ". ", " "])
        {
            var at = text.LastIndexOf(mark, limit - 1, about / 2, StringComparison.Ordinal);
            if (at > start)
            {
                return at + mark.Length;
            }
        }

        return char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit;
    }

    private static void Add(List<CutPassage> passages, string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        if (end > start)
        {
            passages.Add(new CutPassage(start, end));
        }
    }
}
