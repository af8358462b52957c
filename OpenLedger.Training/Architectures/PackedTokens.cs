namespace OpenLedger.Training.Architectures;

/// <summary>
/// Whole documents, one after the other, without padding: documents do not see each other and positions restart. Row t is a label row
/// when token t + 1 of the same document is learned.
/// </summary>
public sealed class PackedTokens
{
    private PackedTokens(int[] ids, int[] documentStarts, int[] positions, int[] labelRows, int[] targets)
    {
        (Ids, DocumentStarts, Positions, LabelRows, Targets) = (ids, documentStarts, positions, labelRows, targets);
    }

    /// <summary>Token ids of all documents.</summary>
    public int[] Ids { get; }

    /// <summary>Where each document starts, and at the end the number of tokens.</summary>
    public int[] DocumentStarts { get; }

    /// <summary>The position of each token in its document.</summary>
    public int[] Positions { get; }

    /// <summary>Rows that predict a learned token.</summary>
    public int[] LabelRows { get; }

    /// <summary>The token that each of <see cref="LabelRows"/> should predict.</summary>
    public int[] Targets { get; }

    /// <summary>Tokens in all.</summary>
    public int Count => Ids.Length;

    /// <summary>Packs documents, each a list of ids and of flags for what is learned (null: nothing is).</summary>
    public static PackedTokens Of(IReadOnlyList<(int[] Ids, bool[]? Learned)> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        var total = documents.Sum(document => document.Ids.Length);
        var (ids, positions, starts) = (new int[total], new int[total], new int[documents.Count + 1]);
        var (rows, targets) = (new List<int>(), new List<int>());
        var at = 0;
        for (var index = 0; index < documents.Count; index++)
        {
            var (document, learned) = documents[index];
            for (var i = 0; i < document.Length; i++)
            {
                (ids[at + i], positions[at + i]) = (document[i], i);
                if (learned is not null && i > 0 && learned[i])
                {
                    rows.Add(at + i - 1);
                    targets.Add(document[i]);
                }
            }

            at += document.Length;
            starts[index + 1] = at;
        }

        return new PackedTokens(ids, starts, positions, [.. rows], [.. targets]);
    }

    /// <summary>One document of which nothing is learned.</summary>
    public static PackedTokens Of(int[] ids) => Of([(ids, null)]);

    /// <summary>Tokens that go on a document after its first <paramref name="past"/> ones.</summary>
    public static PackedTokens Continuing(int[] ids, int past)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return new PackedTokens(ids, [0, ids.Length], [.. Enumerable.Range(past, ids.Length)], [], []);
    }
}
