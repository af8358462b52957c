using OpenLedger.Training.Tokenization.Patterns;

namespace OpenLedger.Training.Tokenization.Splitting;

/// <summary>What becomes of the places where a pattern matches.</summary>
internal enum SplitBehavior
{
    /// <summary>Every match is a piece.</summary>
    Isolated,

    /// <summary>Matches are left out.</summary>
    Removed,

    /// <summary>A match ends the piece before it.</summary>
    MergedWithPrevious,

    /// <summary>A match begins the piece behind it.</summary>
    MergedWithNext,

    /// <summary>Neighbouring matches are one piece.</summary>
    Contiguous,
}

/// <summary>One split rule: cuts every piece at the matches of a pattern.</summary>
internal sealed class SplitStep(Pattern pattern, SplitBehavior behavior, bool invert)
{
    public Pattern Pattern => pattern;

    /// <summary>Every match and every gap becomes a piece: nothing to remember between them.</summary>
    public bool IsPlain => behavior == SplitBehavior.Isolated;

    public void Apply(byte[] bytes, PieceLists lists, PatternState state)
    {
        foreach (var piece in lists.Input)
        {
            if (IsPlain)
            {
                Isolate(bytes, piece, lists.Output, state);
                continue;
            }

            lists.Parts.Clear();
            FindParts(bytes, piece, lists.Parts, state);
            Join(lists.Parts, lists.Output);
        }

        lists.Turn();
    }

    private void Isolate(byte[] bytes, Piece piece, List<Piece> output, PatternState state)
    {
        var done = piece.Start;
        foreach (var (start, stop) in new Matches(pattern, bytes.AsSpan(piece.Start, piece.Stop - piece.Start), state))
        {
            Add(output, done, piece.Start + start);
            Add(output, piece.Start + start, piece.Start + stop);
            done = piece.Start + stop;
        }

        Add(output, done, piece.Stop);
    }

    private void FindParts(byte[] bytes, Piece piece, List<(Piece, bool)> parts, PatternState state)
    {
        var done = piece.Start;
        foreach (var (start, stop) in new Matches(pattern, bytes.AsSpan(piece.Start, piece.Stop - piece.Start), state))
        {
            if (piece.Start + start > done)
            {
                parts.Add((new Piece(done, piece.Start + start), invert));
            }

            parts.Add((new Piece(piece.Start + start, piece.Start + stop), !invert));
            done = piece.Start + stop;
        }

        if (done < piece.Stop)
        {
            parts.Add((new Piece(done, piece.Stop), invert));
        }
    }

    private void Join(List<(Piece Piece, bool IsMatch)> parts, List<Piece> output)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            var (piece, isMatch) = parts[i];
            var next = i + 1 < parts.Count && parts[i + 1].IsMatch;
            switch (behavior)
            {
                case SplitBehavior.Removed when isMatch:
                    continue;
                case SplitBehavior.Contiguous:
                    while (i + 1 < parts.Count && parts[i + 1].IsMatch == isMatch)
                    {
                        piece = piece with { Stop = parts[++i].Piece.Stop };
                    }

                    break;
                case SplitBehavior.MergedWithPrevious when !isMatch && next:
                    piece = piece with { Stop = parts[++i].Piece.Stop };
                    break;
                case SplitBehavior.MergedWithNext when isMatch && i + 1 < parts.Count && !next:
                    piece = piece with { Stop = parts[++i].Piece.Stop };
                    break;
            }

            Add(output, piece.Start, piece.Stop);
        }
    }

    private static void Add(List<Piece> output, int start, int stop)
    {
        if (stop > start)
        {
            output.Add(new Piece(start, stop));
        }
    }
}
