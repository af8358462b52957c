namespace OpenLedger.Studio.Features.Datanets.Entries;

/// <summary>What became of a piece of a text.</summary>
public enum PieceKind
{
    Same,
    Added,
    Removed,
}

/// <summary>A piece of a comparison.</summary>
public sealed record DiffPiece(PieceKind Kind, string Text);

/// <summary>Two texts compared word by word: the longest common run of words stays, the rest was removed or added.</summary>
public static class WordDiff
{
    /// <summary>Longer texts are compared after their equal beginnings and ends; what is left must fit in a table of this many places.</summary>
    private const long MostPlaces = 4_000_000;

    public static IReadOnlyList<DiffPiece> Of(string before, string after)
    {
        var (old, now) = (Words(before), Words(after));
        var (head, tail) = (0, 0);
        while (head < old.Count && head < now.Count && old[head] == now[head])
        {
            head++;
        }

        while (tail < old.Count - head && tail < now.Count - head && old[^(tail + 1)] == now[^(tail + 1)])
        {
            tail++;
        }

        var pieces = new List<DiffPiece>();
        Put(pieces, PieceKind.Same, old[..head]);
        Middle(pieces, old[head..^tail], now[head..^tail]);
        Put(pieces, PieceKind.Same, old[^tail..]);
        return pieces;
    }

    private static void Middle(List<DiffPiece> pieces, List<string> old, List<string> now)
    {
        if ((long)old.Count * now.Count > MostPlaces || old.Count == 0 || now.Count == 0)
        {
            Put(pieces, PieceKind.Removed, old);
            Put(pieces, PieceKind.Added, now);
            return;
        }

        var longest = Table(old, now);
        var (i, j) = (0, 0);
        while (i < old.Count || j < now.Count)
        {
            if (i < old.Count && j < now.Count && old[i] == now[j])
            {
                Put(pieces, PieceKind.Same, [old[i++]]);
                j++;
            }
            else if (j == now.Count || (i < old.Count && longest[i + 1, j] >= longest[i, j + 1]))
            {
                Put(pieces, PieceKind.Removed, [old[i++]]);
            }
            else
            {
                Put(pieces, PieceKind.Added, [now[j++]]);
            }
        }
    }

    private static int[,] Table(List<string> old, List<string> now)
    {
        var longest = new int[old.Count + 1, now.Count + 1];
        for (var i = old.Count - 1; i >= 0; i--)
        {
            for (var j = now.Count - 1; j >= 0; j--)
            {
                longest[i, j] = old[i] == now[j] ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
            }
        }

        return longest;
    }

    private static void Put(List<DiffPiece> pieces, PieceKind kind, List<string> words)
    {
        if (words.Count == 0)
        {
            return;
        }

        var text = string.Concat(words);
        if (pieces.Count > 0 && pieces[^1].Kind == kind)
        {
            pieces[^1] = new DiffPiece(kind, pieces[^1].Text + text);
        }
        else
        {
            pieces.Add(new DiffPiece(kind, text));
        }
    }

    /// <summary>Words, each with the space behind it.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var start = 0;
        for (var at = 1; at <= text.Length; at++)
        {
            if (at == text.Length || (char.IsWhiteSpace(text[at - 1]) && !char.IsWhiteSpace(text[at])))
            {
                words.Add(text[start..at]);
                start = at;
            }
        }

        return words;
    }
}
