using System.Buffers;

namespace OpenLedger.Training.Tokenization.AddedTokens;

/// <summary>Finds the leftmost and there the longest of many byte strings. Most of a text is skipped by looking for one rare byte.</summary>
internal sealed class AddedTokenTrie
{
    private const int DeepestAnchor = 3;

    private readonly Dictionary<long, int> _edges = [];
    private readonly List<int> _tokenOfNode = [-1];
    private readonly int _anchorDepth;
    private readonly SearchValues<byte> _anchors;

    /// <summary>Builds the trie; of equal strings the first one counts.</summary>
    public AddedTokenTrie(IReadOnlyList<byte[]> strings)
    {
        for (var token = 0; token < strings.Count; token++)
        {
            Add(strings[token], token);
        }

        _anchorDepth = RarestDepth(strings);
        _anchors = SearchValues.Create([.. strings.Select(text => text[_anchorDepth]).Distinct()]);
    }

    public bool Find(ReadOnlySpan<byte> text, int from, out int start, out int stop, out int token)
    {
        for (var at = from + _anchorDepth; at < text.Length; at++)
        {
            var place = text[at..].IndexOfAny(_anchors);
            if (place < 0)
            {
                break;
            }

            at += place;
            start = at - _anchorDepth;
            if (LongestAt(text, start, out stop, out token))
            {
                return true;
            }
        }

        start = stop = token = -1;
        return false;
    }

    private bool LongestAt(ReadOnlySpan<byte> text, int start, out int stop, out int token)
    {
        var node = 0;
        (stop, token) = (-1, -1);
        for (var at = start; at < text.Length && _edges.TryGetValue(Edge(node, text[at]), out node); at++)
        {
            if (_tokenOfNode[node] >= 0)
            {
                (stop, token) = (at + 1, _tokenOfNode[node]);
            }
        }

        return token >= 0;
    }

    private void Add(byte[] text, int token)
    {
        var node = 0;
        foreach (var value in text)
        {
            if (!_edges.TryGetValue(Edge(node, value), out var next))
            {
                next = _tokenOfNode.Count;
                _tokenOfNode.Add(-1);
                _edges[Edge(node, value)] = next;
            }

            node = next;
        }

        if (_tokenOfNode[node] < 0)
        {
            _tokenOfNode[node] = token;
        }
    }

    private static long Edge(int node, byte value) => ((long)node << 8) | value;

    /// <summary>The depth at which the strings hold the bytes that ordinary text holds least.</summary>
    private static int RarestDepth(IReadOnlyList<byte[]> strings)
    {
        var deepest = Math.Min(DeepestAnchor, strings.Min(text => text.Length) - 1);
        return Enumerable.Range(0, deepest + 1).MinBy(depth => strings.Select(text => text[depth]).Distinct().Sum(Frequency));
    }

    private static int Frequency(byte value) => value switch
    {
        (byte)' ' => 50,
        >= (byte)'a' and <= (byte)'z' => 20,
        >= (byte)'0' and <= (byte)'9' or >= (byte)'A' and <= (byte)'Z' => 5,
        >= 0x80 => 3,
        _ => 1,
    };
}
