using OpenLedger.Training.Tokenization.Characters;

namespace OpenLedger.Training.Tokenization.AddedTokens;

/// <summary>A stretch of text between added tokens (<see cref="Id"/> is <see cref="Plain"/>), or one of them.</summary>
internal readonly record struct Segment(int Start, int Stop, int Id)
{
    public const int Plain = -1;
}

/// <summary>Cuts a text at its added tokens, with the rules that each of them brings.</summary>
internal sealed class AddedTokenMatcher
{
    private readonly AddedToken[] _tokens;
    private readonly AddedTokenTrie? _trie;

    /// <summary>Takes the tokens with the byte strings by which they are found; empty strings are never found.</summary>
    public AddedTokenMatcher(IEnumerable<(AddedToken Token, byte[] Text)> tokens)
    {
        var found = tokens.Where(token => token.Text.Length > 0).ToArray();
        _tokens = [.. found.Select(token => token.Token)];
        _trie = found.Length == 0 ? null : new AddedTokenTrie([.. found.Select(token => token.Text)]);
    }

    public bool HasTokens => _trie is not null;

    /// <summary>Adds the segments of text[start..stop] to the list. Special tokens count as text where they are not to be matched.</summary>
    public void Split(byte[] bytes, int start, int stop, bool matchSpecial, List<Segment> segments)
    {
        var text = bytes.AsSpan(start, stop - start);
        var done = 0;
        var from = 0;
        var spacesEnd = 0;
        while (_trie is not null && _trie.Find(text, from, out var first, out var behind, out var index))
        {
            from = behind;
            var token = _tokens[index];
            if ((token.Special && !matchSpecial) || (token.SingleWord && TouchesWord(text, first, behind)))
            {
                continue;
            }

            if (token.LeftStrip)
            {
                first = SpacesBefore(text, first, done);
            }

            if (token.RightStrip)
            {
                // Inside a run of spaces that was walked over already its end is known.
                behind = spacesEnd = behind < spacesEnd ? spacesEnd : SpacesBehind(text, behind);
            }

            if (done < first)
            {
                segments.Add(new Segment(start + done, start + first, Segment.Plain));
            }

            segments.Add(new Segment(start + Math.Min(first, behind), start + behind, token.Id));
            done = behind;
        }

        if (done < text.Length)
        {
            segments.Add(new Segment(start + done, start + text.Length, Segment.Plain));
        }
    }

    private static bool TouchesWord(ReadOnlySpan<byte> text, int start, int stop) =>
        (start > 0 && UnicodeSets.Word.Contains(Utf8.Decode(text, Utf8.Before(text, start), out _)))
        || (stop < text.Length && UnicodeSets.Word.Contains(Utf8.Decode(text, stop, out _)));

    private static int SpacesBefore(ReadOnlySpan<byte> text, int at, int least)
    {
        while (at > least && Utf8.Before(text, at) is var before && UnicodeSets.Space.Contains(Utf8.Decode(text, before, out _)))
        {
            at = before;
        }

        return at;
    }

    private static int SpacesBehind(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && UnicodeSets.Space.Contains(Utf8.Decode(text, at, out var length)))
        {
            at += length;
        }

        return at;
    }
}
