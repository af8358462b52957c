using OpenLedger.Training.Tokenization.Characters;
using OpenLedger.Training.Tokenization.Merging;

namespace OpenLedger.Training.Tokenization.Loading;

/// <summary>
/// Merges for a vocabulary that comes with a score a token instead: every way to make a token of two others is a merge, the better token
/// first; among equals the order of the field's own conversion (transformers' <c>generate_merges</c>), so that the same ids come out.
/// </summary>
internal static class MergesFromScores
{
    private const int LongestToken = 1_000;

    public static MergeTable Build(string file, TokenTable tokens, IReadOnlyList<(byte[] Text, float Score)> pieces)
    {
        var merges = new List<Candidate>();
        foreach (var (text, score) in pieces)
        {
            var first = merges.Count;
            AddSplits(file, tokens, text, score, merges, wholeCharacters: true);
            merges.Sort(first, merges.Count - first, Comparer<Candidate>.Create(static (left, right) => (left.Left, left.Right).CompareTo((right.Left, right.Right))));
        }

        // A stable order: what compares equal stays as it is.
        return Table(merges.OrderByDescending(merge => merge.Score).ThenByDescending(merge => merge.LeftLength).ThenByDescending(merge => merge.RightLength));
    }

    /// <summary>The same where the tokens are bytes and the lower id is the better token (tiktoken).</summary>
    public static MergeTable BuildFromRanks(string file, TokenTable tokens, IReadOnlyList<byte[]> texts)
    {
        var merges = new List<Candidate>();
        for (var rank = 0; rank < texts.Count; rank++)
        {
            var first = merges.Count;
            AddSplits(file, tokens, texts[rank], 0, merges, wholeCharacters: false);
            merges.Sort(first, merges.Count - first, Comparer<Candidate>.Create(static (left, right) => (left.Left, left.Right).CompareTo((right.Left, right.Right))));
        }

        return Table(merges);
    }

    private static MergeTable Table(IEnumerable<Candidate> merges)
    {
        var ordered = merges.ToArray();
        var table = new MergeTable(ordered.Length);
        foreach (var merge in ordered)
        {
            table.Add(merge.Left, merge.Right, merge.Whole);
        }

        return table;
    }

    private static void AddSplits(string file, TokenTable tokens, byte[] text, float score, List<Candidate> merges, bool wholeCharacters)
    {
        if (text.Length > LongestToken)
        {
            throw new TrainingException($"{file}: a token of {text.Length} bytes is longer than the {LongestToken} that are allowed.");
        }

        var whole = tokens.Find(text);
        for (var cut = 1; cut < text.Length; cut++)
        {
            if (wholeCharacters && Utf8.IsContinuation(text[cut]))
            {
                continue;
            }

            var left = tokens.Find(text.AsSpan(0, cut));
            var right = left < 0 ? -1 : tokens.Find(text.AsSpan(cut));
            if (right >= 0)
            {
                merges.Add(new Candidate(left, right, whole, score, Length(text.AsSpan(0, cut)), Length(text.AsSpan(cut))));
            }
        }

        if (merges.Count > MergeTable.MostMerges)
        {
            throw new TrainingException($"{file}: more than {MergeTable.MostMerges} merges.");
        }
    }

    private static int Length(ReadOnlySpan<byte> text)
    {
        var characters = 0;
        foreach (var value in text)
        {
            characters += Utf8.IsContinuation(value) ? 0 : 1;
        }

        return characters;
    }

    private readonly record struct Candidate(int Left, int Right, int Whole, float Score, int LeftLength, int RightLength);
}
